using Federated.Learning.Clustering;
using Federated.Learning.Tests.Fixtures;
using Federated.Learning.Tests.Solvers;

namespace Federated.Learning.Tests.Clustering;

public sealed class AgglomerativeClusteringTests
{
    [Theory]
    [InlineData(Linkage.Ward, "ward")]
    [InlineData(Linkage.AverageLink, "average")]
    [InlineData(Linkage.CompleteLink, "complete")]
    [InlineData(Linkage.SingleLink, "single")]
    public void Fit_EveryLinkage_EqualsScikitLearnAndSciPy(Linkage linkage, string name)
    {
        Dendrogram tree = AgglomerativeClustering.Fit(ClassicalFixture.Points, ClassicalFixture.Columns, linkage);

        Assert.Equal(ClassicalFixture.Canonical(ClassicalFixture.Labels("agglomerative", name, "labels")), tree.Cut(5));
        ClassicalFixture.AssertClose(ClassicalFixture.Doubles("agglomerative", name, "distances"), [.. tree.Merges.Select(merge => merge.Distance)], 1e-9);
    }

    [Fact]
    public void Fit_AnyRows_MakesTheTreeOfTheNearestPairSearch() => RandomTable.ForAll(
        table =>
        {
            int rows = Math.Min(table.Rows, 40);
            float[] x = table.X[..(rows * table.Columns)];
            Dendrogram tree = AgglomerativeClustering.Fit(x, table.Columns, Linkage.AverageLink);

            ClassicalFixture.AssertClose(AverageLinkBySearch(x, table.Columns), [.. tree.Merges.Select(merge => merge.Distance)], 1e-9);
            Assert.Equal(rows, tree.Merges[^1].Rows);
            for (int clusters = 1; clusters <= rows; clusters++)
                Assert.Equal(clusters, tree.Cut(clusters).Distinct().Count());
        },
        15);

    [Fact]
    public void Cut_ThreePairs_NumbersClustersByTheirFirstRow()
    {
        Dendrogram tree = AgglomerativeClustering.Fit([50, 0, 100, 51, 1.5f, 102], 1, Linkage.SingleLink);

        Assert.Equal([0, 1, 2, 0, 1, 2], tree.Cut(3));
        Assert.Equal(new Merge(0, 3, 1, 2), tree.Merges[0]);
        Assert.Equal([0, 0], AgglomerativeClustering.Fit([1, 1], 1, Linkage.Ward).Cut(1));
        Assert.Equal([0], AgglomerativeClustering.Fit([1], 1, Linkage.Ward).Cut(1));
    }

    [Theory]
    [InlineData(Linkage.Ward)]
    [InlineData(Linkage.AverageLink)]
    public void Fit_WeightedRows_MakesTheTreeOfRepeatedRows(Linkage linkage)
    {
        float[] rows = [0, 0, 3, 1, 4, 1.5f, 9, -2, 8, 7], repeated = [.. rows.Chunk(2).SelectMany((row, index) => Enumerable.Repeat(row, 1 + (index * 2))).SelectMany(row => row)];
        Dendrogram weighted = AgglomerativeClustering.Fit(rows, 2, linkage, [1, 3, 5, 7, 9]), whole = AgglomerativeClustering.Fit(repeated, 2, linkage);

        // The repeated rows first merge at no distance; the last four merges are those of the five places.
        Assert.All(whole.Merges.Take(20), merge => Assert.Equal(0, merge.Distance, 1e-9));
        Assert.All(whole.Merges.Skip(20).Zip(weighted.Merges), pair => Assert.Equal(pair.First.Distance, pair.Second.Distance, 1e-9));
        int[] places = [.. Enumerable.Range(0, 5).SelectMany(place => Enumerable.Repeat(place, 1 + (place * 2)))];
        Assert.Equal(places.Select(place => weighted.Cut(3)[place]), whole.Cut(3));
    }

    [Fact]
    public void Fit_FaultyWeights_AreRefused()
    {
        Assert.Contains("weight of row 1 is 0", Assert.Throws<ArgumentException>(() => AgglomerativeClustering.Fit([1, 2], 1, Linkage.Ward, [1, 0])).Message, StringComparison.Ordinal);
        Assert.Contains("3 weights", Assert.Throws<ArgumentException>(() => AgglomerativeClustering.Fit([1, 2], 1, Linkage.Ward, [1, 1, 1])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Fit_FaultyInput_IsRefused()
    {
        Assert.Contains("0 rows", Assert.Throws<ArgumentException>(() => AgglomerativeClustering.Fit([], 1, Linkage.Ward)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => AgglomerativeClustering.Fit([1, float.NaN], 1, Linkage.Ward));
        Assert.Throws<ArgumentException>(() => AgglomerativeClustering.Fit([1], 1, (Linkage)9));
        Assert.Throws<ArgumentOutOfRangeException>(() => AgglomerativeClustering.Fit([1, 2], 1, Linkage.Ward).Cut(3));
    }

    private static double[] AverageLinkBySearch(float[] x, int columns)
    {
        List<List<int>> clusters = [.. Enumerable.Range(0, x.Length / columns).Select(row => new List<int> { row })];
        double Distance(int first, int second) => Math.Sqrt(Enumerable.Range(0, columns).Sum(column => Math.Pow((double)x[(first * columns) + column] - x[(second * columns) + column], 2)));
        var distances = new List<double>();
        while (clusters.Count > 1)
        {
            var nearest = (Distance: double.PositiveInfinity, First: 0, Second: 0);
            for (int first = 0; first < clusters.Count; first++)
            {
                for (int second = 0; second < first; second++)
                {
                    double mean = clusters[first].SelectMany(row => clusters[second].Select(other => Distance(row, other))).Average();
                    if (mean < nearest.Distance)
                        nearest = (mean, first, second);
                }
            }

            distances.Add(nearest.Distance);
            clusters[nearest.Second].AddRange(clusters[nearest.First]);
            clusters.RemoveAt(nearest.First);
        }

        return [.. distances];
    }
}
