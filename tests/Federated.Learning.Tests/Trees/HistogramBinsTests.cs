using Federated.Learning.Trees;
using FsCheck;
using FsCheck.Fluent;

namespace Federated.Learning.Tests.Trees;

public sealed class HistogramBinsTests
{
    [Fact]
    public void FromHistogram_AnyCounts_GivesEdgesOfTheHistogramAndBinsWithRows()
    {
        Prop.ForAll(Gen.Choose(0, 50).NonEmptyListOf().ToArbitrary(), Gen.Choose(1, 12).ToArbitrary(), (cells, bins) =>
        {
            long[] counts = [.. cells.Select(count => (long)count)];
            float[] edges = [.. Enumerable.Range(1, counts.Length - 1).Select(edge => (float)edge)];

            ColumnBins column = ColumnBins.FromHistogram(edges, counts, bins);

            Assert.InRange(column.Count, 1, bins);
            Assert.All(column.Edges.ToArray(), edge => Assert.Contains(edge, edges));
            var rows = new long[column.Count];
            for (int cell = 0; cell < counts.Length; cell++)
                rows[column.BinOf(cell + 0.5f)] += counts[cell];
            Assert.True(column.Count == 1 || rows.All(count => count > 0));
            Assert.True(counts.Count(count => count > 0) < bins || rows.Max() <= (2.0 * counts.Sum() / bins) + counts.Max());
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void FromHistogram_EvenCounts_GivesBinsOfTheSameSize()
    {
        float[] edges = [.. Enumerable.Range(1, 99).Select(edge => (float)edge)];
        long[] counts = [.. Enumerable.Repeat(7L, 100)];

        Assert.Equal([10, 20, 30, 40, 50, 60, 70, 80, 90], ColumnBins.FromHistogram(edges, counts, 10).Edges.ToArray());
    }

    [Fact]
    public void FromHistogram_FewFilledCells_GivesEachItsBin()
    {
        ColumnBins column = ColumnBins.FromHistogram([1, 2, 3, 4], [0, 5, 0, 90, 5], 10);

        Assert.Equal(3, column.Count);
        Assert.Equal([3, 4], column.Edges.ToArray());
    }

    [Fact]
    public void FromHistogram_CountsThatDoNotFit_AreRefused()
    {
        Assert.Throws<ArgumentException>(() => ColumnBins.FromHistogram([1, 2], [1, 2], 4));
        Assert.Throws<ArgumentException>(() => ColumnBins.FromHistogram([1], [1, -2], 4));
        Assert.Throws<ArgumentOutOfRangeException>(() => ColumnBins.FromHistogram([1], [1, 2], 256));
    }
}
