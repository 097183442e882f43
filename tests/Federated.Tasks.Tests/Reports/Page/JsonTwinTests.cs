using System.Text.Json;
using Federated.Tasks.Reports;
using Federated.Tasks.Reports.Charts;

namespace Federated.Tasks.Tests.Reports.Page;

public class JsonTwinTests
{
    private static readonly ReportDocument Report = SampleReport.Create();

    [Fact]
    public void Json_Tables_HaveThePagesFigures()
    {
        var html = Report.ToHtml();
        var shown = 0;
        using var json = JsonDocument.Parse(Report.ToJson());
        foreach (var (section, blocks) in Report.Sections.Zip(json.RootElement.GetProperty("sections").EnumerateArray().Select(each => each.GetProperty("blocks"))))
        {
            foreach (var (block, twin) in section.Blocks.Zip(blocks.EnumerateArray()))
            {
                if ((block as TableBlock)?.Table is not { } table && (block as ChartBlock)?.Chart.Table is not { } chart)
                    continue;
                table = (block as TableBlock)?.Table ?? ((ChartBlock)block).Chart.Table;
                Assert.Equal(table.Columns.Select(column => column.Heading), twin.GetProperty("columns").EnumerateArray().Select(each => each.GetString()));
                foreach (var (row, values) in table.Rows.Zip(twin.GetProperty("rows").EnumerateArray()))
                    shown += CheckRow(table, row, values, html);
                Assert.Equal(table.Rows.Count, twin.GetProperty("rows").GetArrayLength());
            }
        }

        Assert.True(shown > 500, $"{shown} cells were compared.");
    }

    [Fact]
    public void Json_NumbersThatAreNone_AreNull()
    {
        var chart = new BarChart("t", "f", "n", ["a"], FigureFormat.Number, [new("one", [double.NaN])]);
        using var json = JsonDocument.Parse(new ReportDocument("t", "s", "s", [], [new("t", "s", [new ChartBlock(chart)])], SampleReport.Provenance).ToJson());
        var block = json.RootElement.GetProperty("sections")[0].GetProperty("blocks")[0];
        Assert.Equal("bar", block.GetProperty("chart").GetString());
        Assert.Equal(JsonValueKind.Null, block.GetProperty("rows")[0][1].ValueKind);
    }

    [Fact]
    public void Json_Provenance_NamesTheBandOfRowsOnly()
    {
        using var json = JsonDocument.Parse(Report.ToJson());
        var origin = json.RootElement.GetProperty("provenance");
        Assert.Equal("30,000 to 99,999", origin.GetProperty("rows_band").GetString());
        Assert.False(origin.TryGetProperty("rows", out _));
        Assert.Contains("no noise", origin.GetProperty("privacy").GetString(), StringComparison.Ordinal);
    }

    private static int CheckRow(ReportTable table, IReadOnlyList<ReportCell> row, JsonElement values, string html)
    {
        for (var column = 0; column < row.Count; column++)
        {
            var (cell, value) = (row[column], values[column]);
            Assert.Contains(">" + cell.Show(table.Columns[column].Format).Replace("'", "&#39;", StringComparison.Ordinal) + "</t", html, StringComparison.Ordinal);
            if (cell.Text is { } text)
                Assert.Equal(text, value.GetString());
            else if (!double.IsFinite(cell.Number!.Value.Value))
                Assert.Equal(JsonValueKind.Null, value.ValueKind);
            else
                Assert.Equal(cell.Number.Value.Value, (cell.Number.Value.HasInterval ? value.GetProperty("value") : value).GetDouble());
        }

        return row.Count;
    }
}
