using System.Text;

namespace Federated.Tasks.Reports.Page;

/// <summary>A table in a region of its own that scrolls sideways, by keyboard too, so that the page never does.</summary>
internal static class TableMarkup
{
    private const int MostColumnsInPrint = 8;

    public static void Write(StringBuilder page, ReportTable table)
    {
        page.Append($"<div class=\"scroll{(table.Columns.Count > MostColumnsInPrint ? " many" : "")}\" tabindex=\"0\" role=\"group\" aria-label=\"Table: {Html.Encode(table.Caption)}\"><table><caption>{Html.Encode(table.Caption)}</caption><thead><tr>");
        for (var index = 0; index < table.Columns.Count; index++)
            page.Append(table.Columns[index].Heading.Length == 0 ? "<td></td>" : $"<th scope=\"col\"{(index == 0 ? "" : Side(table.Columns[index]))}>{Html.Encode(table.Columns[index].Heading)}</th>");
        page.Append("</tr></thead><tbody>");
        foreach (var row in table.Rows)
        {
            page.Append($"<tr><th scope=\"row\">{Html.Encode(row[0].Show(table.Columns[0].Format))}</th>");
            for (var index = 1; index < row.Count; index++)
                WriteCell(page, table.Columns[index], row[index]);
            page.Append("</tr>");
        }

        page.Append("</tbody></table></div>");
    }

    private static void WriteCell(StringBuilder page, ReportColumn column, ReportCell cell)
    {
        var tone = cell.Tone == CellTone.Plain ? "" : Enum.GetName(cell.Tone)!.ToLowerInvariant();
        var kind = $"{(column.Format is null ? "" : "n ")}{tone}".Trim();
        page.Append(kind.Length == 0 ? "<td>" : $"<td class=\"{kind}\">").Append(Html.Encode(cell.Show(column.Format))).Append("</td>");
    }

    private static string Side(ReportColumn column) => column.Format is null ? "" : " class=\"n\"";
}
