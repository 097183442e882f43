using Federated.Learning.State;
using Federated.Tasks.Catalogue;
using Federated.Tasks.Insight;
using Federated.Tasks.Reports;
using Federated.Tasks.Reports.Charts;

namespace Federated.Tasks.Tests.Insight;

public sealed class InsightPresentationTests
{
    private static readonly InsightJob.Row[][] Nodes = [InsightJob.Rows(400, 1), InsightJob.Rows(250, 2), InsightJob.Rows(350, 3)];
    private static readonly Lazy<ModelSnapshot> State = new(() => InsightJob.Run(InsightJob.Job, [.. Nodes.Select(rows => InsightJob.Table(rows))]));
    private static readonly Lazy<TaskReport> Report = new(() => TaskCatalogue.For(InsightJob.Job).Present(State.Value, null, InsightJob.Table(Nodes[1])));

    [Fact]
    public void Present_Numbers_StandBesideTheJointOnes()
    {
        ReportTable numbers = Tables().Single(table => table.Caption == "Columns of numbers");
        Assert.Equal(["age", "age", "spend", "spend"], numbers.Rows.Select(row => row[0].Text));
        Assert.Equal(Nodes[1].Average(row => row.Age), Number(numbers.Rows[0][3]), 1e-9);
        Assert.Equal(Nodes.SelectMany(rows => rows).Average(row => row.Age), Number(numbers.Rows[1][3]), 1e-9);
        ReportTable spread = Charts().Single(chart => chart.Title == "Spread of age").Table;
        Assert.Equal(1, spread.Rows.Sum(row => Number(row[2])), 1e-9);
        Assert.Equal(1, spread.Rows.Sum(row => Number(row[3])), 0.05);
    }

    [Fact]
    public void Present_Dates_AreDaysAndHaveNoMean()
    {
        ReportTable since = Charts().Single(chart => chart.Title == "Values of since").Table;
        Assert.InRange(since.Rows.Count, 2, 10);
        Assert.All(since.Rows, row => Assert.Matches(@"\Afrom 20\d\d-\d\d-\d\d\z", row[0].Text));
        Assert.Equal(1, since.Rows.Sum(row => Number(row[1])), 1e-9);
    }

    [Fact]
    public void Present_Groups_CountTheSameCustomersAsTheTable()
    {
        ReportTable groups = Tables().Single(table => table.Caption == "By plan");
        Assert.Equal(250, groups.Rows.Sum(row => Number(row[1])));
        ReportTable byRegion = Tables().Single(table => table.Caption == "By region");
        Assert.Equal(Nodes[1].Count(row => row.Region == 0), Number(byRegion.Rows.Single(row => row[0].Text == "north")[1]));
    }

    [Fact]
    public void Present_WithoutRows_HasNothingOfTheirOwn()
    {
        TaskReport report = TaskCatalogue.For(InsightJob.Job).Present(State.Value, null, null);
        Assert.Equal(["Customers of all partners"], report.KeyFigures.Select(figure => figure.Label));
    }

    [Fact]
    public void Present_UnfinishedSurvey_IsRefused()
    {
        IJointTask task = TaskCatalogue.For(InsightJob.Job);
        Assert.Throws<TaskStateException>(() => task.Present(task.Begin(), null, null));
    }

    private static IEnumerable<Chart> Charts() => Report.Value.Sections.SelectMany(section => section.Blocks).OfType<ChartBlock>().Select(block => block.Chart);

    private static IEnumerable<ReportTable> Tables() => Report.Value.Sections.SelectMany(section => section.Blocks).OfType<TableBlock>().Select(block => block.Table);

    private static double Number(ReportCell cell) => cell.Number!.Value.Value;
}
