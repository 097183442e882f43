using Federated.Learning.Kernels;
using Federated.Learning.Trees;
using FsCheck;
using FsCheck.Fluent;

namespace Federated.Learning.Tests.Trees;

public sealed class HistogramTests
{
    [Fact]
    public void Sum_AnyTable_EqualsTheRowByRowSum()
    {
        Gen<(int Rows, int Columns, int Outputs)> sizes =
            from rows in Gen.Choose(1, 60) from columns in Gen.Choose(3, 11) from outputs in Gen.Choose(1, 3) select (rows, columns, outputs);
        Prop.ForAll(sizes.ToArbitrary(), size =>
        {
            TrainingTable table = Tables.Mixed((ulong)size.Rows, size.Rows, size.Columns);
            BinMapper mapper = BinMapper.FromTable(table, 16);
            HistogramLayout layout = HistogramLayout.Of(mapper, size.Outputs);
            GradientStatistic[] statistics = Tables.Statistics(5, size.Rows * size.Outputs);
            BinnedTable binned = mapper.Bin(table.Features);
            var rows = new LocalRows(binned, layout);
            rows.Begin(statistics);
            var histogram = new double[layout.Length];
            histogram.AsSpan().Fill(7);

            rows.Sum(0, [], histogram);

            Assert.Equal(Slow(binned, layout, statistics), histogram);
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Sum_ThreeParts_AddUpToTheWholeBitForBit()
    {
        TrainingTable table = Tables.Mixed(3, 3_000);
        BinMapper mapper = BinMapper.FromTable(table, 32);
        HistogramLayout layout = HistogramLayout.Of(mapper);

        // Sizes from 1 down to 10⁻⁴⁰: off the grid, the order of the additions would show.
        var grid = new StatisticGrid(1);
        GradientStatistic[] statistics = [.. Enumerable.Range(1, 3_000).Select(row => new GradientStatistic(grid.Round(Math.Pow(Math.Sin(row), 19)), grid.Round(1.0 / row)))];
        double[] whole = new double[layout.Length], parts = new double[layout.Length], part = new double[layout.Length];
        Sum(mapper, layout, table.Features, statistics, whole);
        foreach ((int start, int count) in new[] { (0, 700), (700, 1_500), (2_200, 800) })
        {
            Sum(mapper, layout, table.Features.Slice(start * table.Columns, count * table.Columns), statistics.AsMemory(start, count), part);
            for (int index = 0; index < parts.Length; index++)
                parts[index] += part[index];
        }

        Assert.Equal(whole, parts);
    }

    [Fact]
    public void Sum_MoreThreads_GivesTheSameBits()
    {
        TrainingTable table = Tables.Mixed(6, 5_000, columns: 13);
        BinMapper mapper = BinMapper.FromTable(table);
        HistogramLayout layout = HistogramLayout.Of(mapper);

        // Off the grid, where the order of the rows would show.
        GradientStatistic[] statistics = [.. Enumerable.Range(0, 5_000).Select(row => new GradientStatistic(1f / (row + 1), 1f / (row + 3)))];
        double[] one = new double[layout.Length], three = new double[layout.Length];
        using var workers = new Workers(2);
        Sum(mapper, layout, table.Features, statistics, one);
        Sum(mapper, layout, table.Features, statistics, three, workers);

        Assert.Equal(one, three);
    }

    [Fact]
    public void Divide_AnySplit_KeepsTheOrderOnBothSides()
    {
        TrainingTable table = Tables.Mixed(8, 500);
        BinMapper mapper = BinMapper.FromTable(table, 16);
        HistogramLayout layout = HistogramLayout.Of(mapper);
        var rows = new LocalRows(mapper.Bin(table.Features), layout);
        rows.Begin(Tables.Statistics(4, 500));
        var histogram = new double[layout.Length];
        rows.Sum(0, [], histogram);
        Split split = SplitFinder.Best(histogram, layout, new SplitOptions())!;
        byte[] codes = mapper.Bin(table.Features).Column(split.Column).ToArray();

        rows.Divide(0, split, 1);

        Assert.Equal(Enumerable.Range(0, 500).Where(row => split.SendsLeft(codes[row])), rows.Rows(1).ToArray());
        Assert.Equal(Enumerable.Range(0, 500).Where(row => !split.SendsLeft(codes[row])), rows.Rows(2).ToArray());
        Assert.Equal(split.Left[0].Count, rows.Rows(1).Length);
        Assert.Equal(split.Right[0].Count, rows.Rows(2).Length);
    }

    [Theory]
    [InlineData(1.0)]
    [InlineData(1e-20)]
    [InlineData(1e20)]
    [InlineData(0.0)]
    public void Grid_AnyScale_RoundsWithinHalfAQuantum(double largest)
    {
        var grid = new StatisticGrid(largest);
        foreach (double share in new[] { 1, -1, 0.3, -0.7, 1e-9 })
        {
            double value = share * largest;

            // The grid has 27 bits above the quantum; binary32 keeps 24 of the largest values.
            Assert.True(Math.Abs(grid.Round(value) - value) <= Math.Max(grid.Quantum / 2, Math.Abs(value) * Math.Pow(2, -24)));
            Assert.Equal(0, grid.Round(value) % grid.Quantum);
        }
    }

    private static void Sum(
        BinMapper mapper, HistogramLayout layout, ReadOnlyMemory<float> features, ReadOnlyMemory<GradientStatistic> statistics, double[] histogram, Workers? workers = null)
    {
        var rows = new LocalRows(mapper.Bin(features), layout, workers);
        rows.Begin(statistics);
        rows.Sum(0, [], histogram);
    }

    private static double[] Slow(BinnedTable table, HistogramLayout layout, GradientStatistic[] statistics)
    {
        var histogram = new double[layout.Length];
        for (int output = 0; output < layout.Outputs; output++)
        {
            for (int column = 0; column < layout.Columns; column++)
            {
                for (int row = 0; row < table.Rows; row++)
                {
                    byte code = table.Column(column)[row];
                    int index = layout.IndexOf(output, column, code == ColumnBins.Missing ? layout.Bins : code);
                    GradientStatistic statistic = statistics[(output * table.Rows) + row];
                    histogram[index] += statistic.Gradient;
                    histogram[index + layout.Slots] += statistic.Hessian;
                    histogram[index + (2 * layout.Slots)] += statistic.Count;
                }
            }
        }

        return histogram;
    }
}
