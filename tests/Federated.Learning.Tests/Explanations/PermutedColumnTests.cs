using Federated.Learning.Explanations;
using Federated.Learning.Randomness;

namespace Federated.Learning.Tests.Explanations;

public sealed class PermutedColumnTests
{
    private const int Rows = 50, Columns = 3;

    [Fact]
    public void Write_OneColumn_DealsItsValuesAnewAndLeavesTheOthers()
    {
        float[] features = Features(), permuted = [.. features], again = [.. features], other = [.. features];

        PermutedColumn.Write(features, Columns, 1, PermutedColumn.SeedOf(9, 1, 0), permuted);
        PermutedColumn.Write(features, Columns, 1, PermutedColumn.SeedOf(9, 1, 0), again);
        PermutedColumn.Write(features, Columns, 1, PermutedColumn.SeedOf(9, 1, 1), other);

        Assert.NotEqual(Column(features, 1), Column(permuted, 1));
        Assert.Equal(Column(features, 1).Order(), Column(permuted, 1).Order());
        Assert.Equal(Column(features, 0), Column(permuted, 0));
        Assert.Equal(Column(features, 2), Column(permuted, 2));
        Assert.Equal(permuted, again);
        Assert.NotEqual(permuted, other);
    }

    [Fact]
    public void Restore_PermutedColumn_IsAsItWas()
    {
        float[] features = Features(), permuted = [.. features];
        PermutedColumn.Write(features, Columns, 2, 1, permuted);

        PermutedColumn.Restore(features, Columns, 2, permuted);

        Assert.Equal(features, permuted);
    }

    [Fact]
    public void Estimate_OfFalls_IsTheirMeanAndSpread()
    {
        Assert.Equal(new ImportanceEstimate(2, 1), ImportanceEstimate.Of([1, 2, 3]));
        Assert.Equal(new ImportanceEstimate(0.25, 0), ImportanceEstimate.Of([0.25]));
        Assert.Throws<ArgumentOutOfRangeException>(() => ImportanceEstimate.Of([]));
    }

    private static float[] Features()
    {
        var random = new SeededGenerator(5);
        return [.. Enumerable.Range(0, Rows * Columns).Select(_ => (float)random.NextDouble() - 0.5f)];
    }

    private static float[] Column(float[] features, int column) => [.. Enumerable.Range(0, Rows).Select(row => features[(row * Columns) + column])];
}
