using Federated.Tasks.Reports;

namespace Federated.Tasks.Strategy;

/// <summary>Makes tables in which every number has its marks: in the heading where the whole column has the same sources, beside the number otherwise.</summary>
public static class SourcedTable
{
    /// <param name="caption">What the table shows.</param>
    /// <param name="columns">At least one; marks are added to headings.</param>
    /// <param name="rows">Each as long as <paramref name="columns"/>.</param>
    public static ReportTable Of(string caption, IReadOnlyList<ReportColumn> columns, IReadOnlyList<IReadOnlyList<SourcedCell>> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        SourceMarks?[] common = [.. columns.Select((_, column) => Common(rows, column))];
        return new ReportTable(
            caption, [.. columns.Select((column, place) => common[place] is { } marks ? column with { Heading = $"{column.Heading} {marks}" } : column)],
            [.. rows.Select(row => (IReadOnlyList<ReportCell>)[.. row.Select((cell, column) => Cell(cell, common[column] is null))])]);
    }

    private static SourceMarks? Common(IReadOnlyList<IReadOnlyList<SourcedCell>> rows, int column)
    {
        SourceMarks[] marks = [.. rows.Select(row => row[column].Figure).OfType<SourcedFigure>().Select(figure => figure.Sources).Distinct().Take(2)];
        return marks.Length == 1 ? marks[0] : null;
    }

    private static ReportCell Cell(SourcedCell cell, bool isMarked)
    {
        if (cell.Text is { } words)
            return ReportCell.Of(words, cell.Tone);
        return cell.Figure is { } figure ? ReportCell.Of(figure.Number, cell.Tone) with { Note = isMarked ? figure.Sources.ToString() : "" } : ReportCell.Of((double?)null, cell.Tone);
    }
}
