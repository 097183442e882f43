using Federated.Learning.Components;
using Federated.Learning.Modules;
using Federated.Learning.Randomness;
using Federated.Learning.State;

namespace Federated.Learning.Tests.Components;

public sealed class PrincipalComponentsTests
{
    [Fact]
    public void Fit_RowsOnALine_FindsIt()
    {
        var statistics = new MomentStatistics(2);
        statistics.Add([1, 2, 2, 4, 3, 6, -6, -12]);
        PrincipalComponents components = PrincipalComponents.Fit(statistics, 2);

        Assert.Equal(new[] { 1 / Math.Sqrt(5), 2 / Math.Sqrt(5) }, components.Direction(0).ToArray().Select(value => Math.Round(value, 14)), (first, second) => Math.Abs(first - second) < 1e-12);
        Assert.Equal((0.0, 12.5 * 5), (components.Means[0], components.Variances[0]), (first, second) => Math.Abs(first.Item1 - second.Item1) < 1e-12 && Math.Abs(first.Item2 - second.Item2) < 1e-12);
        Assert.Equal(0, components.Variances[1], 1e-12);
        Assert.Equal(62.5, components.TotalVariance, 1e-12);
    }

    [Fact]
    public void Project_TheRowsThemselves_HasTheVariancesAndNoCorrelation()
    {
        var generator = new SeededGenerator(2);
        float[] rows = [.. Enumerable.Range(0, 500).SelectMany(_ =>
        {
            float first = (float)generator.NextDouble(), second = (float)generator.NextDouble();
            return new[] { first + second, first - (2 * second) + 5, second };
        })];
        var statistics = new MomentStatistics(3);
        statistics.Add(rows.AsSpan(0, 900));
        var rest = new MomentStatistics(3);
        rest.Add(rows.AsSpan(900));
        statistics.Merge(rest);
        PrincipalComponents components = PrincipalComponents.Fit(statistics, 2);
        var places = new float[1000];
        components.Project(rows, places);

        double[] first = [.. places.Where((_, index) => index % 2 == 0).Select(value => (double)value)], second = [.. places.Where((_, index) => index % 2 == 1).Select(value => (double)value)];
        Assert.Equal(0, first.Average(), 1e-6);
        Assert.Equal(components.Variances[0], first.Average(value => value * value), 1e-5);
        Assert.Equal(components.Variances[1], second.Average(value => value * value), 1e-5);
        Assert.Equal(0, first.Zip(second, (left, right) => left * right).Average(), 1e-6);
        Assert.Equal(components.TotalVariance, components.Variances.Sum(), 1e-6);
    }

    [Fact]
    public void Snapshot_OfComponents_ReadsBack()
    {
        var statistics = new MomentStatistics(2);
        statistics.Add([1, 2, 0, 4, 3, 1]);
        ModelSnapshot snapshot = PrincipalComponents.Fit(statistics, 1).ToSnapshot();

        Assert.Equal(snapshot.ContentHash(), PrincipalComponents.FromSnapshot(snapshot).ToSnapshot().ContentHash());
        ModelSnapshot other = new([.. snapshot.Tensors.Where(tensor => tensor.Name != "mean"), new DoubleTensor("mean", new TensorShape(3), [1, 2, 3])]);
        Assert.Throws<ModelMismatchException>(() => PrincipalComponents.FromSnapshot(other));
    }

    [Fact]
    public void Fit_WithoutRowsOrTooManyComponents_IsRefused()
    {
        Assert.Throws<ArgumentException>(() => PrincipalComponents.Fit(new MomentStatistics(2), 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => PrincipalComponents.Fit(new MomentStatistics(2), 3));
    }
}
