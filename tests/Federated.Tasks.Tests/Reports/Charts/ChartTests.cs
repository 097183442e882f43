using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Federated.Tasks.Reports;
using Federated.Tasks.Reports.Charts;
using FsCheck;
using FsCheck.Fluent;

namespace Federated.Tasks.Tests.Reports.Charts;

/// <summary>What holds for every kind of chart, whatever the numbers.</summary>
public class ChartTests
{
    private static readonly XNamespace None = "";
    private static readonly Axis Axis = new("axis", FigureFormat.Metric);

    public static TheoryData<string> Kinds => [.. Makers.Keys];

    private static readonly Dictionary<string, Func<IReadOnlyList<double>, Chart>> Makers = new()
    {
        ["bar"] = values => new BarChart("Bars", "finding", "name", Names(values), FigureFormat.Metric, [new("one", values), new("two", [.. values.Reverse()])]),
        ["column"] = values => new ColumnChart("Columns", "finding", "name", Names(values), Axis, new("one", values)) { Reference = ("mean", 0.5) },
        ["line"] = values => new LineChart("Lines", "finding", new Axis("x"), Axis, [new("one", Points(values)), new("two", [.. Points(values).Select(point => point with { Y = new Estimate(point.Y.Value, point.Y.Value - 1, point.Y.Value + 1) })])]),
        ["gain"] = values => new GainCurve("Gain", "finding", [("one", [.. values.Select((value, index) => new GainPoint(index / (double)values.Count, value))])]),
        ["calibration"] = values => new CalibrationPlot("Calibration", "finding", [.. values.Select((value, index) => new CalibrationBin(value, new Estimate(value, value - 0.1, value + 0.1), index))]),
        ["histogram"] = values => new Histogram("Histogram", "finding", new Axis("x"), [.. values.Select((value, index) => new HistogramBin(index, index + 1, value, 1 - value))]),
        ["heat-map"] = values => new HeatMap("Heat", "finding", Names(values), Names(values), [.. values.Select(value => (IReadOnlyList<double>)[.. values.Select(other => value * other)])]),
        ["interval"] = values => new IntervalChart("Intervals", "finding", "name", Names(values), Axis, [new("one", [.. values.Select(value => new Estimate(value, value - 1, value + 1))]), new("two", [.. values.Select(value => new Estimate(value))])]) { Reference = ("zero", 0) },
        ["dendrogram"] = values => new Dendrogram("Tree", "finding", Axis, Names(values), [.. values.Skip(1).Select((_, index) => new DendrogramMerge(index == 0 ? 0 : values.Count + index - 1, index + 1, index + 1))]),
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Draw_AnyNumbers_IsWellFormedWithFiniteCoordinates(string kind) =>
        Prop.ForAll<double[]>(values => Check(Makers[kind](values), 300)).QuickCheckThrowOnFailure();

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Draw_DegenerateNumbers_IsWellFormedWithFiniteCoordinates(string kind)
    {
        double[][] cases = [[], [0], [1, 1, 1], [double.NaN], [double.NaN, 1, double.NaN, 0.5], [double.PositiveInfinity, double.NegativeInfinity, 2], [1e-300, 1e300], [.. Enumerable.Range(0, 60).Select(index => index / 60.0)]];
        Assert.All(cases, values => Check(Makers[kind](values), 300, 500, 1000));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Draw_Numbers_AreThoseOfTheTable(string kind)
    {
        var chart = Makers[kind]([0.125, 0.375, 0.6875, 0.8125]);
        var cells = chart.Table.Rows.SelectMany(row => row.Select((cell, column) => cell.Show(chart.Table.Columns[column].Format))).ToHashSet();
        var drawn = Marks(chart, 500).SelectMany(mark => mark.Split('|')).ToArray();
        Assert.NotEmpty(drawn);
        Assert.All(drawn, value => Assert.Contains(value, cells));
        Assert.Equal(kind, chart.Kind);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Draw_HostileName_IsText(string kind)
    {
        var chart = Makers[kind]([0.25, 0.5]);
        var svg = chart.Draw(300).ToMarkup("c", SampleReport.Hostile, SampleReport.Hostile, "w3");
        Assert.DoesNotContain("<script", svg, StringComparison.Ordinal);
        Assert.Equal(SampleReport.Hostile.Replace('\u202e', '\uFFFD'), XElement.Parse(svg).Element(None + "desc")!.Value);
    }

    private static bool Check(Chart chart, params double[] widths)
    {
        foreach (var width in widths)
        {
            var svg = XElement.Parse(chart.Draw(width).ToMarkup("c", chart.Title, chart.Finding, "w5"));
            Assert.Equal(chart.Title, svg.Element(None + "title")!.Value);
            Assert.Equal("img", svg.Attribute("role")!.Value);
            foreach (var attribute in svg.Descendants().Attributes().Where(attribute => attribute.Name != "class" && attribute.Name != "data-v" && attribute.Name != "id" && attribute.Name != "text-anchor"))
                Assert.All(Regex.Split(attribute.Value, "[ ,A-Za-z()]+").Where(part => part.Length > 0), part => Assert.True(double.TryParse(part, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && Math.Abs(number) < 1e5, $"{attribute}"));
            Assert.DoesNotContain("NaN", svg.ToString(), StringComparison.Ordinal);
        }

        Assert.All(chart.Table.Rows, row => Assert.Equal(chart.Table.Columns.Count, row.Count));
        return true;
    }

    private static IEnumerable<string> Marks(Chart chart, double width) =>
        XElement.Parse(chart.Draw(width).ToMarkup("c", "t", "d", "w5")).Descendants().Attributes("data-v").Select(attribute => attribute.Value);

    private static string[] Names(IReadOnlyList<double> values) => [.. values.Select((_, index) => $"category {index}")];

    private static LinePoint[] Points(IReadOnlyList<double> values) => [.. values.Select((value, index) => new LinePoint(index, new Estimate(value)))];
}
