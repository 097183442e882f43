using Federated.Tasks.Reports.Charts;

namespace Federated.Tasks.Reports;

/// <summary>A piece of a section.</summary>
public abstract record ReportBlock;

/// <summary>A paragraph of plain text.</summary>
public sealed record TextBlock(string Text) : ReportBlock;

/// <summary>A remark that stands out: what to know before one trusts the numbers.</summary>
public sealed record NoteBlock(string Text) : ReportBlock;

/// <summary>A row of key figures.</summary>
public sealed record FiguresBlock(IReadOnlyList<KeyFigure> Figures) : ReportBlock;

/// <summary>A table that is shown at once.</summary>
public sealed record TableBlock(ReportTable Table) : ReportBlock;

/// <summary>A chart, with the table of its numbers below it.</summary>
public sealed record ChartBlock(Chart Chart) : ReportBlock;
