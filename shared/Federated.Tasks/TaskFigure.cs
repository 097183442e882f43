namespace Federated.Tasks;

/// <summary>A figure that a job's state holds about all partners together, for people and scripts.</summary>
/// <param name="Name">For scripts: lower case, words joined by '_', for example <c>auc</c>.</param>
/// <param name="Words">For people, for example "AUC".</param>
/// <param name="Value">The figure; NaN when no row decides it.</param>
public sealed record TaskFigure(string Name, string Words, double Value);
