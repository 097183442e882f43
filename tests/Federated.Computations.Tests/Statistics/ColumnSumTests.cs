using Federated.Computations.Statistics;
using FsCheck;
using FsCheck.Fluent;

namespace Federated.Computations.Tests.Statistics;

public sealed class ColumnSumTests
{
    private static readonly ColumnSum[] Everything =
    [
        new RowTotal(), new ColumnMoments(1), new CategoryCounts(0, 3), new BinSums(0, [20, 30.5, 99]), new PairProducts(0, 1),
        new PairBinCounts(0, [40, 60], 1, [0]), new GroupSums(0, 3, 1, 2, 1), new GroupSums(1, 2, null, 0, null),
        new HashPrefixCounts(0, [1, 2, 3, 4, 5, 6, 7, 8], 0, [0], 8, true), new TextByteSums(0, [1, 2, 3], [TextHash.Of([1, 2, 3], "Oslo")]),
    ];

    [Fact]
    public void Add_AnyBatches_EqualsOneBatchOfAllRows()
    {
        Prop.ForAll(StatisticsTables.Nodes(), parts =>
        {
            double[] streamed = Answer(new ColumnBatches(StatisticsTables.Columns, parts.Select(StatisticsTables.Batch)));
            double[] whole = Answer(StatisticsTables.Batch([.. parts.SelectMany(rows => rows)]));

            Assert.All(whole.Zip(streamed), pair => Assert.Equal(pair.First, pair.Second, 1e-9));
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Add_AnyRows_EqualsTheCountsOfASlowLoop()
    {
        Prop.ForAll(StatisticsTables.Nodes(), parts =>
        {
            StatisticsTables.Row[] rows = [.. parts.SelectMany(part => part)];
            var asked = new ColumnSum[] { new BinSums(0, [20, 30.5, 99]), new PairBinCounts(0, [40, 60], 1, [0]), new GroupSums(0, 3, 1, 2, 1) };
            double[] answers = Answer(StatisticsTables.Batch(rows), asked);

            double[] known = [.. rows.Select(row => row.Age).Where(double.IsFinite)];
            Assert.Equal([known.Count(x => x < 20), known.Count(x => x is >= 20 and < 30.5), known.Count(x => x is >= 30.5 and < 99), known.Count(x => x >= 99)], answers[..4]);
            Assert.Equal(known.Where(x => x is >= 20 and < 30.5).Sum(x => (x - 18) / 82), answers[5], 1e-9);
            StatisticsTables.Row[] both = [.. rows.Where(row => double.IsFinite(row.Age) && double.IsFinite(row.Spend))];
            Assert.Equal(both.Count(row => row.Age is >= 40 and < 60 && row.Spend >= 0), answers[8 + 3]);
            StatisticsTables.Row[] group = [.. rows.Where(row => row is { Plan: 1, Region: -1 })];
            Assert.Equal(group.Length, answers[14 + (((1 * 3) + 2) * 4)]);
            Assert.Equal(group.Count(row => double.IsFinite(row.Spend)), answers[14 + (((1 * 3) + 2) * 4) + 1]);
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Add_MoreRowsThanANodeTakes_IsRefused()
    {
        var columns = new TableColumns([new NumericColumn("x", 0, 1)], []);
        var million = new ColumnBatch(columns, 1 << 20, [new double[1 << 20]], []);
        var table = new ColumnBatches(columns, Enumerable.Repeat(million, 16));

        Assert.Contains("more than 16777215 rows", Assert.Throws<ContributionException>(() => table.Add([new RowTotal()], new double[1])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void TextHash_TextsThatDifferAfter32CodePoints_AreOne()
    {
        string emoji = string.Concat(Enumerable.Repeat("😀", 32));

        Assert.Equal(128, TextHash.Bytes(emoji + "a").Length);
        Assert.Equal(TextHash.Of([1], emoji + "a"), TextHash.Of([1], emoji + "b"));
        Assert.NotEqual(TextHash.Of([1], "a"), TextHash.Of([2], "a"));
        Assert.NotEqual(TextHash.Of([1], "a"), TextHash.Of([1], "b"));
        // printf '\x01a' | sha256sum
        Assert.Equal(Convert.ToUInt64(Convert.ToHexString(System.Security.Cryptography.SHA256.HashData([1, (byte)'a']))[..12], 16), TextHash.Of([1], "a"));
    }

    private static double[] Answer(IColumnSums rows, IReadOnlyList<ColumnSum>? asked = null)
    {
        asked ??= Everything;
        var answers = new double[asked.Sum(sum => sum.Length)];
        rows.Add(asked, answers);
        return answers;
    }
}
