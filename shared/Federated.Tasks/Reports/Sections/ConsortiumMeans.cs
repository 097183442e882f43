namespace Federated.Tasks.Reports.Sections;

/// <summary>A metric's means over all partners; no single partner's number is in it.</summary>
/// <param name="Local">Of the partners' own models.</param>
/// <param name="Joint">Of the joint model.</param>
/// <param name="Personalised">Of the personalised models; null when there are none.</param>
public sealed record ConsortiumMeans(double Local, double Joint, double? Personalised = null);
