using Federated.Computations.Statistics;
using Federated.Tasks.Features;
using Federated.Tasks.Schema;
using Federated.Tasks.Tests.Schema;

namespace Federated.Tasks.Tests.Features;

public class FeatureEncoderTests
{
    // 100 rows; of three states, the count of the second is below the floor.
    private static readonly TableStatistics Statistics = new(
        100,
        [new("minutes", 100, 0, 200, 50), new("calls", 80, 0.2, 10, 5)],
        [new("state", [60, null, 30], 10), new("plan", [40, 60], 0), new("churn", [70, 30], 0)]);

    private static readonly FeatureEncoder Encoder = new(ChurnTables.Contract, Statistics);

    [Fact]
    public void Names_Statistics_DecideTheInputs() =>
        Assert.Equal(["state=KS", "state=NO", "state=other", "minutes", "calls", "calls:missing", "plan=false", "plan=true"], Encoder.Names);

    [Fact]
    public void Encode_WholeRow_IsStandardised() => Assert.Equal([1, 0, 0, 2, -1, 0, 0, 1], Encoder.Encode(ChurnTables.Of((0, 300, 5, 1, 1))));

    [Fact]
    public void Encode_MissingNumber_IsTheMeanAndSaysSo() => Assert.Equal([0, 1, 0, 0, 0, 1, 1, 0], Encoder.Encode(ChurnTables.Of((2, 200, double.NaN, 0, 0))));

    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    public void Encode_RareOrUndeclaredValue_IsOther(double state) => Assert.Equal([0, 0, 1], Encoder.Encode(ChurnTables.Of((state, 200, 10, 0, 0)))[..3]);

    [Fact]
    public void Encode_ValueFarOut_IsClamped()
    {
        var narrow = new FeatureEncoder(ChurnTables.Contract, Statistics with { Numeric = [Statistics.Numeric[0] with { StandardDeviation = 1 }, Statistics.Numeric[1]] });
        Assert.Equal([10, -10], new[] { 500.0, 0.0 }.Select(minutes => narrow.Encode(ChurnTables.Of((0, minutes, 10, 0, 0)))[3]));
    }

    [Fact]
    public void Names_ColumnThatDoesNotVary_IsNoInput()
    {
        var flat = new FeatureEncoder(ChurnTables.Contract, Statistics with { Numeric = [Statistics.Numeric[0] with { StandardDeviation = 0 }, new("calls", 0, 1, 100, 0)] });
        Assert.DoesNotContain(flat.Names, name => name.StartsWith("minutes", StringComparison.Ordinal) || name.StartsWith("calls", StringComparison.Ordinal));
    }

    [Fact]
    public void Encode_Rows_AreRowMajor()
    {
        var one = ChurnTables.Of((0, 300, 5, 1, 1));
        var other = ChurnTables.Of((2, 200, double.NaN, 0, 0));
        Assert.Equal([.. Encoder.Encode(one), .. Encoder.Encode(other)], Encoder.Encode(ChurnTables.Pool(one, other)));
    }

    [Fact]
    public void Encode_NoRows_IsEmpty() => Assert.Empty(Encoder.Encode(ChurnTables.Of()));

    [Fact]
    public void BatchOf_Table_HasTheColumnsOfTheContractAndTheLabelLast()
    {
        var batch = FeatureEncoder.BatchOf(ChurnTables.Of((0, 300, 5, 1, 1), (2, 200, double.NaN, 0, 0)));
        Assert.Equal(["minutes", "calls"], batch.Columns.Numeric.Select(column => column.Name));
        Assert.Equal(["state", "plan", "churn"], batch.Columns.Categories.Select(column => column.Name));
        Assert.Equal([1, 0], batch.Categories[2].ToArray());
        Assert.Equal([5, double.NaN], batch.Numeric[1].ToArray());
    }

    [Fact]
    public void Constructor_StatisticsOfAnotherTable_Throws() => Assert.Throws<KeyNotFoundException>(() => new FeatureEncoder(ChurnTables.Contract, Statistics with { Numeric = [] }));
}
