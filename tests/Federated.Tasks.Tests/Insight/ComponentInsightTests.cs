using Federated.Learning.State;
using Federated.Tasks.Catalogue;
using Federated.Tasks.Insight;
using Federated.Tasks.Jobs;
using Federated.Tasks.Reports;
using Federated.Tasks.Schema;

namespace Federated.Tasks.Tests.Insight;

public sealed class ComponentInsightTests
{
    private static readonly InsightJob.Row[][] Nodes = [InsightJob.Rows(400, 1), InsightJob.Rows(250, 2), InsightJob.Rows(350, 3)];
    private static readonly Lazy<ModelSnapshot> State = new(() => InsightJob.Run(InsightJob.Job, [.. Nodes.Select(rows => InsightJob.Table(rows))]));

    [Fact]
    public void Result_NumbersOfThreeNodes_HasTheDirectionsOfThePooledCorrelations()
    {
        ComponentInsight components = InsightResult.Read(InsightJob.Job, State.Value).Components!;

        Assert.Equal(["age", "spend", "since"], components.Fields);
        InsightJob.Row[] pooled = [.. Nodes.SelectMany(rows => rows)];
        double[] pairs = [Correlation(pooled, row => row.Age, row => row.Spend), Correlation(pooled, row => row.Age, row => row.Since), Correlation(pooled, row => row.Spend, row => row.Since)];
        double[][] matrix = [[1, pairs[0], pairs[1]], [pairs[0], 1, pairs[2]], [pairs[1], pairs[2], 1]];
        Assert.Equal(3, components.Directions.Sum(direction => direction.Variance), 1e-6);
        Assert.Equal(1, components.Directions.Sum(direction => direction.Share), 1e-12);
        Assert.Equal(components.Directions.OrderByDescending(direction => direction.Share), components.Directions);
        foreach (DirectionInsight direction in components.Directions)
        {
            for (int field = 0; field < 3; field++)
                Assert.Equal(direction.Variance * direction.Weights[field], matrix[field].Zip(direction.Weights, (one, other) => one * other).Sum(), 1e-6);
        }

        Assert.All(Enumerable.Range(0, 3), field => Assert.Equal(1, components.Directions.Sum(direction => Math.Pow(direction.CorrelationWith(field), 2)), 1e-6));
    }

    [Fact]
    public void Of_FieldsWithoutCorrelations_AreLeftOut()
    {
        double[][] matrix =
        [
            [1, 0.5, double.NaN, 0.1, 0.9],
            [0.5, 1, double.NaN, 0.2, 0.9],
            [double.NaN, double.NaN, double.NaN, double.NaN, double.NaN],
            [0.1, 0.2, double.NaN, 1, 0.9],
            [0.9, 0.9, 0.9, 0.9, 1],
        ];
        ComponentInsight? components = ComponentInsight.Of(new CorrelationInsight(["a", "b", "constant", "c", "left=yes"], matrix), ["left=yes"]);

        Assert.Equal(["a", "b", "c"], components!.Fields);
        Assert.Null(ComponentInsight.Of(new CorrelationInsight(["a", "b", "constant", "c", "left=yes"], matrix), ["left=yes", "a"]));
    }

    [Fact]
    public void ShareIn_OtherCorrelations_IsWhatThoseHaveAlongTheDirection()
    {
        CorrelationInsight Alike(double correlation) => new(["a", "b", "c"], [[1, correlation, correlation], [correlation, 1, correlation], [correlation, correlation, 1]]);
        ComponentInsight components = ComponentInsight.Of(Alike(0.5), [])!;

        Assert.Equal(2.0 / 3, components.Directions[0].Share, 1e-12);
        Assert.Equal(components.Directions[0].Share, components.ShareIn(Alike(0.5), 0), 1e-12);
        Assert.Equal(1.0 / 3, components.ShareIn(Alike(0), 0), 1e-12);
        Assert.Equal(1, components.ShareIn(Alike(1), 0), 1e-12);
        Assert.True(double.IsNaN(components.ShareIn(new CorrelationInsight(["a", "b"], [[1, 0], [0, 1]]), 0)));
    }

    [Fact]
    public void Present_Numbers_SaysWhatEachDirectionCarries()
    {
        ReportSection section = TaskCatalogue.For(InsightJob.Job).Present(State.Value, null, InsightJob.Table(Nodes[1])).Sections.Single(each => each.Title == "In how many ways do customers differ?");

        ReportTable drawn = Assert.Single(section.Blocks.OfType<ChartBlock>()).Chart.Table, table = Assert.Single(section.Blocks.OfType<TableBlock>()).Table;
        ComponentInsight components = InsightResult.Read(InsightJob.Job, State.Value).Components!;
        Assert.Equal(components.Directions.Select(direction => direction.Share), drawn.Rows.Select(row => row[1].Number!.Value.Value));
        Assert.Equal(1, drawn.Rows.Sum(row => row[2].Number!.Value.Value), 1e-9);
        Assert.Equal(1, table.Rows[^1][2].Number!.Value.Value, 1e-9);
        Assert.Contains("age (+", table.Rows[0][3].Text, StringComparison.Ordinal);
        Assert.StartsWith("2 directions carry ", section.Sentence, StringComparison.Ordinal);
        Assert.DoesNotContain("In how many ways", string.Join(' ', Present("pairs: false", fields: 2).Sections.Select(each => each.Title)), StringComparison.Ordinal);
    }

    private static TaskReport Present(string options, int fields)
    {
        string[] numbers = [.. Enumerable.Range(0, fields).Select(field => $"  - {{name: f{field}, type: number, min: 0, max: 1}}")];
        JobSpec job = JobSpec.Parse($"name: few\ntask: insight\noptions: {{{options}}}\ncontract:\n  name: few\n  fields:\n  - {{name: id, role: id}}\n{string.Join('\n', numbers)}\n", "job.yaml", TaskCatalogue.Declarations);
        var builder = new LocalTableBuilder(job.Contract);
        var random = new Random(3);
        for (int row = 0; row < 100; row++)
            builder.Add([.. numbers.Select(_ => random.NextDouble())], 0, 0);
        LocalTable table = builder.Build();
        return TaskCatalogue.For(job).Present(InsightJob.Run(job, [table, table]), null, table);
    }

    private static double Correlation(InsightJob.Row[] rows, Func<InsightJob.Row, double> first, Func<InsightJob.Row, double> second)
    {
        InsightJob.Row[] both = [.. rows.Where(row => !double.IsNaN(first(row)) && !double.IsNaN(second(row)))];
        double one = both.Average(first), other = both.Average(second);
        double Product(Func<InsightJob.Row, double> x, double a, Func<InsightJob.Row, double> y, double b) => both.Sum(row => (x(row) - a) * (y(row) - b));
        return Product(first, one, second, other) / Math.Sqrt(Product(first, one, first, one) * Product(second, other, second, other));
    }
}
