using Federated.Computations.Components;
using Federated.Learning.Components;
using Federated.Learning.Randomness;
using Federated.Learning.State;

namespace Federated.Computations.Tests.Components;

public sealed class FederatedComponentsTests
{
    private static readonly FederatedComponents Computation = new();

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(12)]
    public void Apply_RowsOfSeveralNodes_AreThePooledComponents(int columns)
    {
        float[] rows = Rows(300, columns);
        var statistics = new MomentStatistics(columns);
        statistics.Add(rows);
        PrincipalComponents pooled = PrincipalComponents.Fit(statistics, columns);
        FederatedComponentsOptions options = Options(columns, components: columns);
        MomentBatches[] nodes = [.. rows.Chunk(60 * columns).Select(own => new MomentBatches(columns, own.Chunk(7 * columns).Select(batch => (ReadOnlyMemory<float>)batch)))];

        PrincipalComponents joint = ((ComponentsComputed)SimulatedRounds.Run(Computation, new ComponentsRequested(options), nodes).State).Components;

        Assert.Equal(pooled.TotalVariance, joint.TotalVariance, 1e-9);
        for (int component = 0; component < columns; component++)
        {
            Assert.Equal(pooled.Variances[component], joint.Variances[component], 1e-9);
            Assert.All(pooled.Direction(component).ToArray().Zip(joint.Direction(component).ToArray()), pair => Assert.Equal(pair.First, pair.Second, 1e-7));
        }
    }

    [Fact]
    public void Contribute_FeatureBeyondTheBound_NamesItsPlace()
    {
        var state = new ComponentsRequested(Options(2, 1));
        var data = new MomentBatches(2, [new float[] { 1, 2 }, new float[] { 0, 0, float.NaN, 0 }]);
        Assert.StartsWith("Batch 1, row 1: feature column 0 is NaN", Assert.Throws<ContributionException>(
            () => Computation.Contribute(state, data, new Contribution(Computation.Specify(state)))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Apply_NoRowsAtAll_SaysSo()
        => Assert.Contains("no row", Assert.Throws<ContributionException>(
            () => SimulatedRounds.Run(Computation, new ComponentsRequested(Options(2, 1)), [new MomentBatches(2, [])])).Message, StringComparison.Ordinal);

    [Fact]
    public void Snapshot_OfAnotherJob_IsRefused()
    {
        var result = (ComponentsComputed)SimulatedRounds.Run(
            Computation, new ComponentsRequested(Options(3, 2)), [new MomentBatches(3, [Rows(50, 3)])]).State;
        ModelSnapshot snapshot = ComponentsSnapshot.Write(result);

        Assert.Equal(snapshot.ContentHash(), ComponentsSnapshot.Write(ComponentsSnapshot.Read(snapshot, result.Options)).ContentHash());
        Assert.Throws<ContributionException>(() => ComponentsSnapshot.Read(snapshot, Options(3, 3)));
        foreach ((string name, double figure) in new[] { ("mean", double.NaN), ("variance", -1), ("total", -1), ("direction", double.PositiveInfinity) })
            Assert.Throws<ContributionException>(() => ComponentsSnapshot.Read(SimulatedRounds.With(snapshot, name, 0, figure), result.Options));
    }

    private static FederatedComponentsOptions Options(int columns, int components) => new() { Columns = columns, Components = components, RowBound = 300 };

    private static float[] Rows(int count, int columns)
    {
        var generator = new SeededGenerator(11);
        var rows = new float[count * columns];
        for (int row = 0; row < count; row++)
        {
            double common = generator.NextDouble() - 0.5;
            for (int column = 0; column < columns; column++)
                rows[(row * columns) + column] = (float)(1 + (common * (column + 1)) + ((generator.NextDouble() - 0.5) * (1 + (column % 4))));
        }

        return rows;
    }
}
