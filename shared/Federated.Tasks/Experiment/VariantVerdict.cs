using Federated.Tasks.Reports;

namespace Federated.Tasks.Experiment;

/// <summary>A variant against the first one.</summary>
/// <param name="Name">The variant.</param>
/// <param name="Effect">Its metric less that of the first, with the always-valid interval; without one before there are rows enough.</param>
/// <param name="Chance">The always-valid p-value; 1 before there are rows enough.</param>
/// <param name="Relative">The effect as a share of the first variant's metric.</param>
internal sealed record VariantVerdict(string Name, Estimate Effect, double Chance, double Relative);
