using Federated.Tasks.Reports.Charts;

namespace Federated.Tasks.Reports.Sections;

/// <summary>How a model finds those one looks for.</summary>
/// <param name="Name">The model.</param>
/// <param name="Points">From (0, 0) to (1, 1).</param>
/// <param name="LiftAtTenth">How many times more of them are among the best-scored tenth than among a random tenth.</param>
public sealed record LiftCurve(string Name, IReadOnlyList<GainPoint> Points, Estimate LiftAtTenth);
