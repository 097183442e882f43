using Federated.Learning.Kernels;
using Federated.Learning.Randomness;

namespace Federated.Learning.Tests.Kernels;

public sealed class EmbeddingRowsTests
{
    private const int TableRows = 23;

    [Fact]
    public void Gather_AnyWidth_CopiesTheRows()
    {
        foreach (int width in new[] { 1, 7, 8, 16, 19, 32, 50 })
        {
            float[] table = Wave(TableRows * width);
            int[] indices = Indices(40);
            var target = new float[40 * width];
            EmbeddingRows.Gather(table, width, indices, target);
            for (int row = 0; row < 40; row++)
                Assert.Equal(table.AsSpan(indices[row] * width, width).ToArray(), target.AsSpan(row * width, width).ToArray());
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void GatherBags_AnEmptyBagAmongOthers_SumsOrAveragesEach(bool mean)
    {
        const int width = 19;
        int[] offsets = [0, 3, 3, 4, 9], indices = Indices(9);
        float[] table = Wave(TableRows * width), target = Wave(4 * width);
        EmbeddingRows.GatherBags(table, width, indices, offsets, mean, target);
        for (int bag = 0; bag < 4; bag++)
        {
            int count = offsets[bag + 1] - offsets[bag];
            for (int column = 0; column < width; column++)
            {
                double sum = indices[offsets[bag]..offsets[bag + 1]].Sum(row => (double)table[(row * width) + column]);
                Assert.Equal(mean && count > 0 ? sum / count : sum, target[(bag * width) + column], 1e-6);
            }
        }
    }

    [Fact]
    public void ScatterAdd_RepeatedIndices_AddsEachAndSkipsPadding()
    {
        const int width = 19;
        int[] indices = Indices(60);
        float[] rows = Wave(60 * width), table = Wave(TableRows * width), before = [.. table];
        EmbeddingRows.ScatterAdd(rows, width, indices, table, skippedIndex: 4);
        Assert.Contains(4, indices);
        for (int row = 0; row < TableRows; row++)
        {
            for (int column = 0; column < width; column++)
            {
                double sum = before[(row * width) + column] + Enumerable.Range(0, 60).Where(i => indices[i] == row && row != 4).Sum(i => (double)rows[(i * width) + column]);
                Assert.Equal(sum, table[(row * width) + column], 1e-5);
            }
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void ScatterAddBags_OfAnyGradient_IsTheTransposeOfGatherBags(bool mean)
    {
        const int width = 5;
        int[] offsets = [0, 3, 3, 4, 9], indices = Indices(9);
        float[] table = Wave(TableRows * width), output = new float[4 * width], slope = [.. Wave(4 * width).Reverse()], gradient = new float[TableRows * width];
        EmbeddingRows.GatherBags(table, width, indices, offsets, mean, output);
        EmbeddingRows.ScatterAddBags(slope, width, indices, offsets, mean, gradient);

        Assert.Equal(output.Zip(slope, (y, g) => (double)y * g).Sum(), table.Zip(gradient, (x, g) => (double)x * g).Sum(), 1e-5);
        Assert.NotEqual(0, gradient.Sum());
    }

    [Fact]
    public void Rows_TwoThreads_GiveTheSameBits()
    {
        const int width = 33, count = 6000;
        using var workers = new Workers(2);
        int[] indices = Indices(count), offsets = [.. Enumerable.Range(0, (count / 3) + 1).Select(bag => bag * 3)];
        float[] rows = Wave(count * width), table = Wave(TableRows * width), other = [.. table];
        EmbeddingRows.ScatterAdd(rows, width, indices, table);
        EmbeddingRows.ScatterAdd(rows, width, indices, other, workers: workers);
        Assert.True(table.AsSpan().SequenceEqual(other));

        float[] first = new float[count / 3 * width], second = new float[count / 3 * width];
        EmbeddingRows.GatherBags(table, width, indices, offsets, true, first);
        EmbeddingRows.GatherBags(table, width, indices, offsets, true, second, workers);
        Assert.True(first.AsSpan().SequenceEqual(second));
    }

    [Fact]
    public void Rows_BadArguments_AreRefused()
    {
        var table = new float[12];
        Assert.Contains("Index 4 at position 1", Assert.Throws<ArgumentException>(() => EmbeddingRows.Gather(table, 3, [0, 4], new float[6])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => EmbeddingRows.Gather(table, 3, [0, -1], new float[6]));
        Assert.Throws<ArgumentException>(() => EmbeddingRows.Gather(table, 5, [0], new float[5]));
        Assert.Throws<ArgumentException>(() => EmbeddingRows.Gather(table, 3, [0], new float[4]));
        Assert.Throws<ArgumentException>(() => EmbeddingRows.ScatterAdd(new float[3], 3, [0, 1], table));
        Assert.Throws<ArgumentException>(() => EmbeddingRows.GatherBags(table, 3, [0, 1], [0, 1], false, new float[3]));
        Assert.Throws<ArgumentException>(() => EmbeddingRows.GatherBags(table, 3, [0, 1], [0, 2, 1, 2], false, new float[9]));
    }

    private static int[] Indices(int count)
    {
        var generator = new SeededGenerator(2);
        return [.. Enumerable.Range(0, count).Select(_ => generator.NextBelow(TableRows))];
    }

    private static float[] Wave(int length) => [.. Enumerable.Range(0, length).Select(i => MathF.Sin(i * 0.7f))];
}
