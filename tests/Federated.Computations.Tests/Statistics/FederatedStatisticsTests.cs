using Federated.Computations.Statistics;
using FsCheck;
using FsCheck.Fluent;

namespace Federated.Computations.Tests.Statistics;

public sealed class FederatedStatisticsTests
{
    private static readonly TableColumns Columns = new(
        [new NumericColumn("age", 18, 100), new NumericColumn("balance", -5000, 250_000)],
        [new CategoryColumn("plan", ["basic", "plus", "family"]), new CategoryColumn("churn", ["no", "yes"])]);

    private static readonly FederatedStatistics Computation = new();

    [Fact]
    public void Apply_AnySplitOfAnyRows_EqualsTheStatisticsOfThePooledRows()
    {
        Prop.ForAll(Nodes(), ArbMap.Default.ArbFor<ulong>(), (nodes, seed) =>
        {
            Row[] pooled = [.. nodes.SelectMany(rows => rows)];
            var state = new StatisticsRequested(Columns, floor: 1);

            TableStatistics exact = Result(state, SimulatedSum.Exact(Computation, state, nodes.Select(Batch)));
            TableStatistics quantised = Result(state, SimulatedSum.Quantised(Computation, state, nodes.Select(Batch), seed));

            foreach (TableStatistics statistics in new[] { exact, quantised })
            {
                Assert.Equal(pooled.Length, statistics.Rows);
                RequirePooledNumeric(statistics.NumericColumn("age"), [.. pooled.Select(row => row.Age)], width: 82);
                RequirePooledNumeric(statistics.NumericColumn("balance"), [.. pooled.Select(row => row.Balance)], width: 255_000);
                Assert.Equal(CountsOf(pooled.Select(row => row.Plan), 3), statistics.CategoryColumn("plan").Counts.Select(count => count ?? -1));
                Assert.Equal(CountsOf(pooled.Select(row => row.Churn), 2), statistics.CategoryColumn("churn").Counts.Select(count => count ?? -1));
                Assert.Equal(pooled.Count(row => row.Plan < 0), statistics.CategoryColumn("plan").Other);
            }
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Contribute_MissingAndOutOfRangeValues_AreLeftOutAndMovedToTheEnd()
    {
        ColumnBatch batch = Batch([new(double.NaN, 0, 0, 0), new(double.PositiveInfinity, 0, 0, 0), new(200, 0, 0, 0), new(18, 0, -1, 1)]);
        var state = new StatisticsRequested(Columns, floor: 1);
        TableStatistics statistics = Result(state, SimulatedSum.Exact(Computation, state, [batch]));

        Assert.Equal(new NumericStatistics("age", 2, 0.5, 59, 41), statistics.NumericColumn("age"));
    }

    [Fact]
    public void Apply_FewerValuesThanTheFloor_WithholdsTheirMean()
    {
        var state = new StatisticsRequested(Columns, floor: 3);
        TableStatistics statistics = Result(state, SimulatedSum.Quantised(Computation, state, [Batch([new(30, 100, 0, 0), new(40, 200, 0, 0), new(double.NaN, 300, 0, 0)])], seed: 1));

        Assert.Equal(new NumericStatistics("age", 2, 1 / 3.0, 59, 0), statistics.NumericColumn("age"));
        Assert.Equal(200, statistics.NumericColumn("balance").Mean, 1e-6);
    }

    [Fact]
    public void Apply_NoRowsAtAll_GivesTheMiddleOfTheRange()
    {
        var state = new StatisticsRequested(Columns);
        TableStatistics statistics = Result(state, SimulatedSum.Quantised(Computation, state, [Batch([]), Batch([])], seed: 1));

        Assert.Equal(new NumericStatistics("age", 0, 0, 59, 0), statistics.NumericColumn("age"));
        Assert.Equal(0, statistics.Rows);
    }

    [Fact]
    public void Apply_SumThatIsNoSumOfCounts_IsRefused()
    {
        var state = new StatisticsRequested(Columns);
        int length = Computation.Specify(state).Length;
        double[] Sum(int index, double value)
        {
            var values = new double[length];
            values[0] = 10;
            values[index] = value;
            return values;
        }

        string Refusal(double[] values) => Assert.Throws<ContributionException>(() => Computation.Apply(state, new SecureSum(values, 2, 2))).Message;
        Assert.Contains("Value 0", Refusal(Sum(0, 10.5)), StringComparison.Ordinal);
        Assert.Contains("Value 0", Refusal(Sum(1, 11)), StringComparison.Ordinal);
        Assert.Contains("Value 1", Refusal(Sum(14, -1)), StringComparison.Ordinal);
        Assert.Contains($"has {length + 1} values", Refusal(new double[length + 1]), StringComparison.Ordinal);
    }

    [Fact]
    public void Apply_CountsThatPassTheRowsTogether_IsRefused()
    {
        var state = new StatisticsRequested(Columns);
        var values = new double[Computation.Specify(state).Length];
        (values[0], values[13], values[14]) = (10, 6, 6);

        Assert.Contains("'plan'", Assert.Throws<ContributionException>(() => Computation.Apply(state, new SecureSum(values, 2, 2))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Contribute_RowsOfOtherColumns_IsRefused()
    {
        var state = new StatisticsRequested(new TableColumns([new NumericColumn("age", 0, 100)], []));
        Assert.Throws<ContributionException>(() => Computation.Contribute(state, Batch([]), new Contribution(Computation.Specify(state))));
    }

    [Fact]
    public void IsDone_AfterOneRound_AndNoRoundFollows()
    {
        var state = new StatisticsRequested(Columns);
        SecureSum sum = SimulatedSum.Exact(Computation, state, [Batch([])]);
        StatisticsState done = Computation.Apply(state, sum);

        Assert.False(Computation.IsDone(state));
        Assert.True(Computation.IsDone(done));
        Assert.Throws<InvalidOperationException>(() => Computation.Apply(done, sum));
    }

    private static TableStatistics Result(StatisticsState state, SecureSum sum) => Assert.IsType<StatisticsComputed>(Computation.Apply(state, sum)).Result;

    private static void RequirePooledNumeric(NumericStatistics statistics, double[] cells, double width)
    {
        double[] known = [.. cells.Where(double.IsFinite)];
        Assert.Equal(known.Length, statistics.Count);
        Assert.Equal(cells.Length == 0 ? 0 : (cells.Length - known.Length) / (double)cells.Length, statistics.MissingShare, 1e-12);
        if (known.Length == 0)
            return;
        double mean = known.Average();
        Assert.Equal(mean, statistics.Mean, width * 1e-12);
        double variance = known.Average(cell => (cell - mean) * (cell - mean));
        Assert.Equal(variance / width / width, Math.Pow(statistics.StandardDeviation / width, 2), 2e-13);
    }

    private static IEnumerable<long> CountsOf(IEnumerable<int> cells, int values)
        => Enumerable.Range(0, values).Select(value => (long)cells.Count(cell => cell == value));

    private static ColumnBatch Batch(IReadOnlyList<Row> rows) => new(
        Columns,
        rows.Count,
        [rows.Select(row => row.Age).ToArray(), rows.Select(row => row.Balance).ToArray()],
        [rows.Select(row => row.Plan).ToArray(), rows.Select(row => row.Churn).ToArray()]);

    private static Arbitrary<Row[][]> Nodes()
    {
        Gen<double> Cell(int low, int high) => Gen.Frequency((1, Gen.Constant(double.NaN)), (6, Gen.Choose(low * 100, high * 100).Select(value => value / 100.0)));
        Gen<Row> row = from age in Cell(18, 100)
                       from balance in Cell(-5000, 250_000)
                       from plan in Gen.Choose(-1, 2)
                       from churn in Gen.Choose(0, 1)
                       select new Row(age, balance, plan, churn);
        return row.ArrayOf().NonEmptyListOf().Select(list => list.Take(5).ToArray()).ToArbitrary();
    }

    private sealed record Row(double Age, double Balance, int Plan, int Churn);
}
