using Federated.Computations.Statistics;
using Federated.Tasks.Features;
using Federated.Tasks.Schema;
using Federated.Tasks.Tests.Schema;

namespace Federated.Tasks.Tests.Features;

public class FeaturePlanTests
{
    // 100 rows; of three states, the count of the second is below the floor.
    private static readonly TableStatistics Statistics = new(
        100,
        [new("minutes", 100, 0, 200, 50), new("calls", 80, 0.2, 10, 5)],
        [new("state", [60, null, 30], 10), new("plan", [40, 60], 0), new("churn", [70, 30], 0)]);

    private static readonly FeaturePlan Plan = Fit(Statistics);

    [Fact]
    public void Names_Statistics_DecideTheInputs() =>
        Assert.Equal(["state=KS", "state=NO", "state=other", "minutes", "calls", "calls:missing", "plan=false", "plan=true"], Names(Plan));

    [Fact]
    public void Encode_WholeRow_IsStandardised() => Assert.Equal([1, 0, 0, 2, -1, 0, 0, 1], Plan.Encode(ChurnTables.Of((0, 300, 5, 1, 1))));

    [Fact]
    public void Encode_MissingNumber_IsTheMeanAndSaysSo() => Assert.Equal([0, 1, 0, 0, 0, 1, 1, 0], Plan.Encode(ChurnTables.Of((2, 200, double.NaN, 0, 0))));

    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    public void Encode_RareOrUndeclaredValue_IsOther(double state) => Assert.Equal([0, 0, 1], Plan.Encode(ChurnTables.Of((state, 200, 10, 0, 0)))[..3]);

    [Fact]
    public void Encode_ValueFarOut_IsClamped()
    {
        var narrow = Fit(Statistics with { Numeric = [Statistics.Numeric[0] with { StandardDeviation = 1 }, Statistics.Numeric[1]] });
        Assert.Equal([10, -10], new[] { 500.0, 0.0 }.Select(minutes => narrow.Encode(ChurnTables.Of((0, minutes, 10, 0, 0)))[3]));
    }

    [Fact]
    public void Names_ColumnThatDoesNotVary_IsNoInput()
    {
        var flat = Fit(Statistics with { Numeric = [Statistics.Numeric[0] with { StandardDeviation = 0 }, new("calls", 0, 1, 100, 0)] });
        Assert.DoesNotContain(Names(flat), name => name.StartsWith("minutes", StringComparison.Ordinal) || name.StartsWith("calls", StringComparison.Ordinal));
    }

    [Fact]
    public void Encode_Rows_AreRowMajor()
    {
        var one = ChurnTables.Of((0, 300, 5, 1, 1));
        var other = ChurnTables.Of((2, 200, double.NaN, 0, 0));
        Assert.Equal([.. Plan.Encode(one), .. Plan.Encode(other)], Plan.Encode(ChurnTables.Pool(one, other)));
    }

    [Fact]
    public void Encode_NoRows_IsEmpty() => Assert.Empty(Plan.Encode(ChurnTables.Of()));

    [Fact]
    public void BatchOf_Table_HasTheColumnsOfTheContractAndTheLabelLast()
    {
        var batch = new PlanColumns(ChurnTables.Contract, []).Summed.BatchOf(ChurnTables.Of((0, 300, 5, 1, 1), (2, 200, double.NaN, 0, 0)));
        Assert.Equal(["minutes", "calls"], batch.Columns.Numeric.Select(column => column.Name));
        Assert.Equal(["state", "plan", "churn"], batch.Columns.Categories.Select(column => column.Name));
        Assert.Equal([1, 0], batch.Categories[2].ToArray());
        Assert.Equal([5, double.NaN], batch.Numeric[1].ToArray());
    }

    [Fact]
    public void Constructor_StatisticsOfAnotherTable_Throws() => Assert.Throws<KeyNotFoundException>(() => Fit(Statistics with { Numeric = [] }));

    private static FeaturePlan Fit(TableStatistics statistics) =>
        FeatureFitting.Fit(new PlanColumns(ChurnTables.Contract, []), statistics, FieldStatistics.Instance, FieldStatistics.Instance);

    private static IEnumerable<string> Names(FeaturePlan plan) => plan.Columns.Select(column => column.Name);
}
