namespace Federated.Learning.Metrics;

/// <summary>
/// Agreement of two clusterings of the same rows, corrected for chance (Hubert and Arabie 1985): 1 when they are the same up to names, 0 on average of
/// random ones, negative when they agree less than that.
/// </summary>
public static class AdjustedRandIndex
{
    /// <summary>By pairs of rows that are together in one, both or none; O(n log n).</summary>
    /// <param name="first">Cluster of each row; any numbers.</param>
    /// <param name="second">Cluster of each row in the other clustering.</param>
    /// <returns>1 when both are trivial in the same way; NaN of no rows.</returns>
    /// <exception cref="ArgumentException">Different lengths.</exception>
    public static double Of(ReadOnlySpan<int> first, ReadOnlySpan<int> second)
    {
        MetricInput.RequireSameLength(first.Length, "clusters", second.Length, "clusters of the other clustering");
        if (first.IsEmpty)
            return double.NaN;
        double together = PairsOf(first, second), inFirst = PairsOf(first, first), inSecond = PairsOf(second, second);
        double expected = inFirst * inSecond / (first.Length * (first.Length - 1.0) / 2);
        double most = (inFirst + inSecond) / 2;
        return inFirst == inSecond && together == inFirst ? 1 : (together - expected) / (most - expected);
    }

    /// <summary>Pairs of rows that are together in both.</summary>
    private static double PairsOf(ReadOnlySpan<int> first, ReadOnlySpan<int> second)
    {
        var cells = new long[first.Length];
        for (int row = 0; row < cells.Length; row++)
            cells[row] = ((long)first[row] << 32) | (uint)second[row];
        Array.Sort(cells);
        double pairs = 0;
        for (int start = 0; start < cells.Length;)
        {
            int end = start + 1;
            while (end < cells.Length && cells[end] == cells[start])
                end++;
            pairs += (end - start) * (end - start - 1.0) / 2;
            start = end;
        }

        return pairs;
    }
}
