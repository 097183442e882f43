namespace Federated.Tasks.Reports.Sections;

/// <summary>One number about how good the model is.</summary>
/// <param name="Name">In plain words; the technical name in brackets.</param>
/// <param name="Value">With its interval where it has one.</param>
/// <param name="Format">How it is written.</param>
/// <param name="Meaning">What a reader should make of it, one sentence.</param>
public sealed record QualityMetric(string Name, Estimate Value, FigureFormat Format, string Meaning);
