using Federated.Learning.Clustering;
using Federated.Learning.Kernels;
using Federated.Learning.Modules;
using Federated.Learning.Randomness;
using Federated.Learning.State;
using Federated.Learning.Tests.Fixtures;
using Federated.Learning.Tests.Solvers;

namespace Federated.Learning.Tests.Clustering;

public sealed class KMeansTests
{
    [Fact]
    public void Fit_FromGivenCentres_EqualsScikitLearn()
    {
        float[] points = ClassicalFixture.Points;
        KMeansFit fit = KMeans.Fit(points, new KMeansModel([.. points[..16]], 4), new KMeansOptions { Clusters = 4, Tolerance = 0 });
        var labels = new int[points.Length / 4];

        Assert.Equal(fit.Inertia, fit.Model.Assign(points, labels), 1e-6);
        Assert.Equal(ClassicalFixture.Labels("kmeans", "labels"), labels);
        ClassicalFixture.AssertClose(ClassicalFixture.Doubles("kmeans", "centres"), [.. fit.Model.Centres.Select(value => (double)value)], 1e-6);
        Assert.Equal(ClassicalFixture.Number("kmeans", "inertia"), fit.Inertia, 1e-3);
        Assert.True(fit.Converged);
    }

    [Fact]
    public void Assign_AnyRows_IsTheNearestCentreBySearch() => RandomTable.ForAll(table =>
    {
        int clusters = 1 + table.Generator.NextBelow(19);
        float[] centres = [.. Enumerable.Range(0, clusters * table.Columns).Select(_ => (float)(table.Generator.NextDouble() * 2) - 1)];
        var labels = new int[table.Rows];
        double inertia = new KMeansModel([.. centres], clusters).Assign(table.X, labels), expected = 0;
        for (int row = 0; row < table.Rows; row++)
        {
            double[] distances = [.. Enumerable.Range(0, clusters).Select(cluster => Enumerable.Range(0, table.Columns)
                .Sum(column => Math.Pow((double)table.X[(row * table.Columns) + column] - centres[(cluster * table.Columns) + column], 2)))];
            Assert.Equal(distances.Min(), distances[labels[row]], 1e-5);
            expected += distances.Min();
        }

        Assert.Equal(1, inertia / expected, 1e-6);
    });

    [Fact]
    public void Step_SumOfThreeParts_IsTheStepOfAllRows() => RandomTable.ForAll(table =>
    {
        int clusters = 1 + table.Generator.NextBelow(9);
        var model = new KMeansModel([.. table.X[..(clusters * table.Columns)]], clusters);
        KMeansStatistics all = new(model), sum = new(model);
        all.Add(table.X);
        foreach (Range part in table.Parts)
        {
            var statistics = new KMeansStatistics(model);
            statistics.Add(table.XOf(part));
            sum.AddVector(statistics.Vector);
        }

        Assert.Equal(Math.Round(all.Inertia, 6), Math.Round(sum.Inertia, 6));
        ClassicalFixture.AssertClose([.. KMeans.Step(all).Centres.Select(value => (double)value)], [.. KMeans.Step(sum).Centres.Select(value => (double)value)], 1e-6);
    });

    [Fact]
    public void Fit_AnyNumberOfThreads_IsTheSameToTheBit()
    {
        var generator = new SeededGenerator(3);
        float[] rows = [.. Enumerable.Range(0, 20_001 * 5).Select(_ => (float)generator.NextDouble())];
        var options = new KMeansOptions { Clusters = 11, MaximumIterations = 12, Restarts = 2 };
        using var workers = new Workers(3);
        KMeansFit one = KMeans.Fit(rows, 5, options, new SeededGenerator(1)), three = KMeans.Fit(rows, 5, options, new SeededGenerator(1), workers);

        Assert.Equal(one.Model.Centres.ToArray(), three.Model.Centres.ToArray());
        Assert.Equal(one.Inertia, three.Inertia);
        Assert.NotEqual(one.Inertia, KMeans.Fit(rows, 5, options, new SeededGenerator(2)).Inertia);
    }

    [Fact]
    public void Fit_FarFromTheOrigin_FindsTheSameClusters()
    {
        float[] points = ClassicalFixture.Points, moved = [.. points.Select(value => value + 10_000)];
        var options = new KMeansOptions { Clusters = 4, Tolerance = 0 };
        var labels = new int[points.Length / 4];
        KMeans.Fit(moved, new KMeansModel([.. moved[..16]], 4), options).Model.Assign(moved, labels);

        Assert.Equal(ClassicalFixture.Labels("kmeans", "labels"), labels);
    }

    [Fact]
    public void Fit_WellSeparatedGroups_SeedsOneCentreInEach()
    {
        var generator = new SeededGenerator(9);
        float[] rows = [.. Enumerable.Range(0, 300).Select(row => (100f * (row % 6)) + (float)generator.NextDouble())];

        for (ulong seed = 0; seed < 10; seed++)
        {
            KMeansFit fit = KMeans.Fit(rows, 1, new KMeansOptions { Clusters = 6, Restarts = 1 }, new SeededGenerator(seed));
            Assert.Equal([0, 1, 2, 3, 4, 5], fit.Model.Centres.Select(centre => (int)(centre / 100)).Order());
        }
    }

    [Fact]
    public void Step_ClusterWithoutRows_SplitsTheWidestOne()
    {
        float[] rows = [0, 1, 10, 30];
        KMeansFit fit = KMeans.Fit(rows, new KMeansModel([0, 20, 500, 600], 4), new KMeansOptions { Clusters = 4, Tolerance = 0 });

        Assert.Equal(0, fit.Inertia, 1e-9);
        Assert.Equal(4, fit.Model.Centres.Distinct().Count());
    }

    [Fact]
    public void Fit_FewerDistinctRowsThanClusters_Ends()
    {
        KMeansFit fit = KMeans.Fit([2, 2, 2, 5], 1, new KMeansOptions { Clusters = 3 }, new SeededGenerator(1));

        Assert.Equal(0, fit.Inertia);
    }

    [Fact]
    public void Fit_FaultyInput_IsRefusedByName()
    {
        var generator = new SeededGenerator(1);
        static KMeansOptions Of(int clusters) => new() { Clusters = clusters };

        Assert.Contains("Row 1, column 0 is NaN", Assert.Throws<ArgumentException>(() => KMeans.Fit([1, 2, float.NaN, 3], 2, Of(1), generator)).Message, StringComparison.Ordinal);
        Assert.Contains("2 rows were given; at least 3", Assert.Throws<ArgumentException>(() => KMeans.Fit([1, 2], 1, Of(3), generator)).Message, StringComparison.Ordinal);
        Assert.Contains("Clusters is 0", Assert.Throws<ArgumentException>(() => KMeans.Fit([1, 2], 1, Of(0), generator)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => KMeans.Fit([1], new KMeansModel([1], 1), Of(2)));
        Assert.Throws<ArgumentException>(() => KMeans.Step(new KMeansStatistics(new KMeansModel([1], 1))));
        Assert.Throws<ArgumentException>(() => new KMeansModel([1, 2, 3], 2));
    }

    [Fact]
    public void Snapshot_WrittenAndRead_HasTheSameCentres()
    {
        var model = new KMeansModel([1, 2, 3, 4, 5, 6], 3);

        Assert.Equal(model.Centres.ToArray(), KMeansModel.FromSnapshot(model.ToSnapshot()).Centres.ToArray());
        var flat = new ModelSnapshot([new SingleTensor("centres", new TensorShape(6), [1, 2, 3, 4, 5, 6])]);
        Assert.Throws<ModelMismatchException>(() => KMeansModel.FromSnapshot(flat));
    }
}
