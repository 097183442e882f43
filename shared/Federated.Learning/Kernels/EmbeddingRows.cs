namespace Federated.Learning.Kernels;

/// <summary>
/// Rows of a table by index: looked up, summed or averaged over bags, and their gradients added back. Every row of a result is summed in the order of the indices
/// by one thread, so that the number of threads changes nothing.
/// </summary>
internal static unsafe class EmbeddingRows
{
    /// <summary>target[i] = table[indices[i]].</summary>
    /// <param name="table">Rows of <paramref name="width"/> values.</param>
    /// <param name="width">Values of a row, at least 1.</param>
    /// <param name="indices">Rows to read, 0 to below the table's rows.</param>
    /// <param name="target">One row an index.</param>
    /// <param name="workers">Threads for many rows.</param>
    /// <exception cref="ArgumentException">Sizes do not fit, or an index lies outside the table.</exception>
    public static void Gather(ReadOnlySpan<float> table, int width, ReadOnlySpan<int> indices, Span<float> target, Workers? workers = null)
    {
        CheckIndices(table.Length, width, indices);
        CheckRows(indices.Length, width, target.Length);
        fixed (float* from = table, to = target)
        fixed (int* rows = indices)
            EmbeddingWork.Run(
                new EmbeddingArguments { Table = from, Rows = to, Indices = rows, Width = width, Outputs = indices.Length, Inputs = indices.Length },
                EmbeddingDirection.Gather, workers);
    }

    /// <summary>target[b] = the sum, or the mean, of table[indices[i]] for offsets[b] ≤ i &lt; offsets[b+1]; zero for an empty bag.</summary>
    /// <param name="table">Rows of <paramref name="width"/> values.</param>
    /// <param name="width">Values of a row, at least 1.</param>
    /// <param name="indices">Rows to read, bag after bag.</param>
    /// <param name="offsets">Where each bag begins, ascending from 0, and at last the number of indices: one more than there are bags.</param>
    /// <param name="mean">Divides each bag by its indices.</param>
    /// <param name="target">One row a bag.</param>
    /// <param name="workers">Threads for many rows.</param>
    /// <exception cref="ArgumentException">Sizes do not fit, an index lies outside the table, or the offsets do not ascend.</exception>
    public static void GatherBags(ReadOnlySpan<float> table, int width, ReadOnlySpan<int> indices, ReadOnlySpan<int> offsets, bool mean, Span<float> target, Workers? workers = null)
    {
        CheckIndices(table.Length, width, indices);
        CheckOffsets(offsets, indices.Length);
        CheckRows(offsets.Length - 1, width, target.Length);
        fixed (float* from = table, to = target)
        fixed (int* rows = indices, bags = offsets)
            EmbeddingWork.Run(
                new EmbeddingArguments { Table = from, Rows = to, Indices = rows, Offsets = bags, Mean = mean, Width = width, Outputs = offsets.Length - 1, Inputs = indices.Length },
                EmbeddingDirection.Gather, workers);
    }

    /// <summary>table[indices[i]] += rows[i], in the order of the indices.</summary>
    /// <param name="rows">One row of <paramref name="width"/> values an index.</param>
    /// <param name="width">Values of a row, at least 1.</param>
    /// <param name="indices">Rows to add to.</param>
    /// <param name="table">The gradient of the table.</param>
    /// <param name="skippedIndex">A row that gets nothing (padding); −1: none.</param>
    /// <param name="workers">Threads for many rows.</param>
    /// <exception cref="ArgumentException">Sizes do not fit, or an index lies outside the table.</exception>
    public static void ScatterAdd(ReadOnlySpan<float> rows, int width, ReadOnlySpan<int> indices, Span<float> table, int skippedIndex = -1, Workers? workers = null)
    {
        CheckIndices(table.Length, width, indices);
        CheckRows(indices.Length, width, rows.Length);
        fixed (float* from = rows, to = table)
        fixed (int* targets = indices)
            EmbeddingWork.Run(
                new EmbeddingArguments { Table = to, Rows = from, Indices = targets, Width = width, Outputs = indices.Length, Inputs = indices.Length, Skipped = skippedIndex },
                EmbeddingDirection.Scatter, workers);
    }

    /// <summary>The gradient of <see cref="GatherBags"/>: each index of a bag gets the bag's row, divided by the bag's indices for a mean.</summary>
    /// <exception cref="ArgumentException">Sizes do not fit, an index lies outside the table, or the offsets do not ascend.</exception>
    public static void ScatterAddBags(ReadOnlySpan<float> rows, int width, ReadOnlySpan<int> indices, ReadOnlySpan<int> offsets, bool mean, Span<float> table,
        int skippedIndex = -1, Workers? workers = null)
    {
        CheckIndices(table.Length, width, indices);
        CheckOffsets(offsets, indices.Length);
        CheckRows(offsets.Length - 1, width, rows.Length);
        fixed (float* from = rows, to = table)
        fixed (int* targets = indices, bags = offsets)
            EmbeddingWork.Run(
                new EmbeddingArguments { Table = to, Rows = from, Indices = targets, Offsets = bags, Mean = mean, Width = width, Outputs = offsets.Length - 1, Inputs = indices.Length, Skipped = skippedIndex },
                EmbeddingDirection.Scatter, workers);
    }

    private static void CheckIndices(int tableLength, int width, ReadOnlySpan<int> indices)
    {
        if (width < 1 || tableLength % width != 0)
            throw new ArgumentException($"A table of {tableLength} values has no rows of {width}.");
        uint rows = (uint)(tableLength / width);
        for (int position = 0; position < indices.Length; position++)
        {
            if ((uint)indices[position] >= rows)
                throw new ArgumentException($"Index {indices[position]} at position {position} lies outside the table's {rows} rows. Check the vocabulary that the indices were made with.", nameof(indices));
        }
    }

    private static void CheckOffsets(ReadOnlySpan<int> offsets, int indices)
    {
        if (offsets.IsEmpty || offsets[0] != 0 || offsets[^1] != indices)
            throw new ArgumentException($"The offsets of bags must begin with 0 and end with the number of indices, {indices}.", nameof(offsets));
        for (int bag = 1; bag < offsets.Length; bag++)
        {
            if (offsets[bag] < offsets[bag - 1])
                throw new ArgumentException($"The offset of bag {bag}, {offsets[bag]}, lies before that of the bag before it, {offsets[bag - 1]}.", nameof(offsets));
        }
    }

    private static void CheckRows(int rows, int width, int length)
    {
        if (length != (long)rows * width)
            throw new ArgumentException($"{rows} rows of {width} values were given {length} values.");
    }
}
