using Federated.Learning.Kernels;
using Federated.Learning.Metrics;
using FsCheck;
using FsCheck.Fluent;

namespace Federated.Learning.Tests.Metrics;

public sealed class ClusterMetricsTests
{
    private static readonly MetricFixture Fixture = MetricFixture.Part("clusters");
    private static readonly float[] Features = Fixture.Singles("features");
    private static readonly int[] Found = Fixture.Integers("found");

    [Fact]
    public void Silhouette_ClusterOfOneRowAndSeveralTiles_EqualsThePeer()
    {
        double[] expected = Fixture.Numbers("silhouette_first");
        double[] values = Silhouette.OfRows(Features, 5, Found);

        Assert.Equal(0, values[0]);
        Assert.All(Enumerable.Range(0, expected.Length), row => Assert.Equal(expected[row], values[row], 1e-9));
        Assert.Equal(Fixture.Number("silhouette"), Silhouette.Mean(Features, 5, Found), 1e-9);
    }

    [Fact]
    public void Silhouette_AnyNumberOfThreads_GivesTheSameBits()
    {
        using var workers = new Workers(3);

        Assert.Equal(Silhouette.OfRows(Features, 5, Found), Silhouette.OfRows(Features, 5, Found, workers));
    }

    [Fact]
    public void Silhouette_UnusableRows_AreRefused()
    {
        Assert.Contains("at least two", Assert.Throws<ArgumentException>(() => Silhouette.Mean([1, 2], 1, [0, 0])).Message, StringComparison.Ordinal);
        Assert.Contains("Row 1 has cluster 2", Assert.Throws<ArgumentException>(() => Silhouette.Mean([1, 2], 1, [0, 2])).Message, StringComparison.Ordinal);
        Assert.Contains("Row 0, column 1 is NaN", Assert.Throws<ArgumentException>(() => Silhouette.Mean([1, float.NaN, 3, 4], 2, [0, 1])).Message, StringComparison.Ordinal);
        Assert.Contains("3 feature values", Assert.Throws<ArgumentException>(() => Silhouette.Mean([1, 2, 3], 2, [0, 1])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Silhouette_AllRowsEqual_IsZero() => Assert.Equal(0, Silhouette.Mean([1, 1, 1, 1], 1, [0, 0, 1, 1]));

    [Fact]
    public void AdjustedRandIndex_NoisyClusters_EqualsThePeer()
        => Assert.Equal(Fixture.Number("adjusted_rand"), AdjustedRandIndex.Of(Fixture.Integers("truth"), Found), 1e-9);

    [Fact]
    public void AdjustedRandIndex_SameClustersUnderOtherNames_IsOne()
        => Prop.ForAll(Gen.Choose(-3, 3).NonEmptyListOf().ToArbitrary(), clusters =>
            Assert.Equal(1, AdjustedRandIndex.Of([.. clusters], [.. clusters.Select(cluster => 7 - (2 * cluster))]), 1e-12)).QuickCheckThrowOnFailure();
}
