namespace Federated.Tasks.Reports.Sections;

/// <summary>One way to say how much fields matter.</summary>
/// <param name="Title">Of its chart: "What matters most".</param>
/// <param name="Measure">What is measured, with its unit: "AUC lost without it".</param>
/// <param name="Format">How it is written.</param>
/// <param name="Fields">In any order.</param>
public sealed record ImportanceMeasure(string Title, string Measure, FigureFormat Format, IReadOnlyList<FieldImportance> Fields);
