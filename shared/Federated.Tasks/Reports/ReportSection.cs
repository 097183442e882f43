namespace Federated.Tasks.Reports;

/// <summary>One part of a report.</summary>
/// <param name="Title">A question or a thing in few words.</param>
/// <param name="Sentence">What the section says, as one would tell a colleague.</param>
/// <param name="Blocks">What shows it. Charts that follow each other stand side by side where there is room.</param>
public sealed record ReportSection(string Title, string Sentence, IReadOnlyList<ReportBlock> Blocks);
