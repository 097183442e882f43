namespace Federated.Tasks.Reports.Sections;

/// <summary>One metric of the models that a partner can choose from, on the same held-out rows of its own.</summary>
/// <param name="Name">What it measures in plain words; the technical name in brackets: "Ranking quality (AUC)".</param>
/// <param name="Format">How it is written.</param>
/// <param name="IsHigherBetter">False for an error.</param>
/// <param name="Local">A model of this partner's rows alone.</param>
/// <param name="Joint">The joint model.</param>
/// <param name="Personalised">The joint model fitted further to this partner; null when there is none.</param>
/// <param name="Consortium">Means over all partners in the same order, from a secure sum; null when there are none.</param>
public sealed record MetricComparison(
    string Name, FigureFormat Format, bool IsHigherBetter, Estimate Local, Estimate Joint, Estimate? Personalised = null, ConsortiumMeans? Consortium = null);
