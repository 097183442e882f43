using Federated.Learning.State;
using Federated.Tasks.Catalogue;
using Federated.Tasks.Reports;
using Federated.Tasks.Reports.Charts;
using Federated.Tasks.Schema;
using Federated.Tasks.Scores;
using Federated.Tasks.Segments;

namespace Federated.Tasks.Tests.Segments;

public sealed class SegmentPresentationTests
{
    private static readonly LocalTable[] Partners = [SegmentCustomers.Sample(300, 1, [0.8, 0.15, 0.05]).Table, SegmentCustomers.Sample(200, 2, [0.2, 0.7, 0.1]).Table, SegmentCustomers.Sample(200, 3, [0.5, 0, 0.5]).Table];
    private static readonly IJointTask Task = TaskCatalogue.For(SegmentCustomers.Job);
    private static readonly Lazy<ModelSnapshot> Released = new(() => SegmentCustomers.Run(Task, Partners)[^1]);

    [Fact]
    public void Present_OwnCustomers_AreCountedAsTheyAreScored()
    {
        TaskReport report = Task.Present(Released.Value, null, Partners[1]);
        Assert.Equal("3 kinds of customers", report.Title);
        ReportTable sizes = Charts(report).Single(chart => chart.Kind == "bar").Table;
        string[] own = [.. Task.Score(Released.Value, null, Partners[1], ScoreOptions.ScoresOnly).Columns[0].Words!];
        Assert.Equal(3, sizes.Rows.Count);
        Assert.All(sizes.Rows, row => Assert.Equal(own.Count(name => name == row[0].Text) / 200.0, row[1].Number!.Value.Value, 1e-12));
        IReadOnlyList<Segment> segments = ((ISegmentation)Task).Segments(Released.Value).Segments;
        Assert.All(sizes.Rows, row => Assert.Equal(segments.Single(segment => segment.Name == row[0].Text).Share, row[2].Number!.Value.Value, 1e-12));
    }

    [Fact]
    public void Present_ThreeSegments_DrawsTheirHierarchyAndTheTriedNumbers()
    {
        TaskReport report = Task.Present(Released.Value, null, Partners[0]);
        Assert.Equal(2, Charts(report).Single(chart => chart.Kind == "dendrogram").Table.Rows.Count);
        Assert.Equal(["2", "3", "4", "5"], Charts(report).Single(chart => chart.Kind == "column").Table.Rows.Select(row => row[0].Text));
        ReportTable traits = report.Sections[0].Blocks.OfType<TableBlock>().Single().Table;
        Assert.Contains(traits.Rows, row => row[1].Text == "plan gold" && row[2].Text!.EndsWith('%'));
    }

    [Fact]
    public void Present_WithoutRows_ShowsWhatIsTrueOfAll()
    {
        TaskReport report = Task.Present(Released.Value, null, null);
        Assert.StartsWith("The customers of all partners fall into 3 segments.", report.Summary, StringComparison.Ordinal);
        Assert.All(Charts(report).Single(chart => chart.Kind == "bar").Table.Rows, row => Assert.True(double.IsFinite(row[^1].Number!.Value.Value)));
    }

    private static IEnumerable<Chart> Charts(TaskReport report) => report.Sections.SelectMany(section => section.Blocks).OfType<ChartBlock>().Select(block => block.Chart);
}
