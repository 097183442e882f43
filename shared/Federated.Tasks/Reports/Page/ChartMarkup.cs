using System.Text;
using Federated.Tasks.Reports.Charts;

namespace Federated.Tasks.Reports.Page;

/// <summary>A chart as a figure: its name and finding, the drawing at each width, and its table.</summary>
internal static class ChartMarkup
{
    private static readonly (double Width, string Kind)[] Widths = [(300, "w3"), (500, "w5")];
    private static readonly (double Width, string Kind)[] WideWidths = [.. Widths, (1000, "w10")];

    /// <param name="page">What is written to.</param>
    /// <param name="chart">The chart.</param>
    /// <param name="id">Unique in the page.</param>
    /// <param name="isAlone">Whether it has a row of the page to itself.</param>
    public static void Write(StringBuilder page, Chart chart, string id, bool isAlone)
    {
        page.Append($"<figure class=\"card{(chart.IsWide ? " wide" : isAlone ? " lone" : "")}\">")
            .Append($"<figcaption><h3>{Html.Encode(chart.Title)}</h3><p class=\"find\">{Html.Encode(chart.Finding)}</p></figcaption>")
            .Append(chart.IsWide ? "<div class=\"plot\"><div class=\"has10\">" : "<div class=\"plot\"><div>");
        foreach (var (width, kind) in chart.IsWide ? WideWidths : Widths)
            page.Append(chart.Draw(width).ToMarkup(id + kind, chart.Title, chart.Finding, kind));
        page.Append($"</div></div><details><summary>Show as table<span class=\"hid\">: {Html.Encode(chart.Title)}</span></summary>");
        TableMarkup.Write(page, chart.Table);
        page.Append("</details></figure>");
    }
}
