namespace Federated.Learning.Metrics;

/// <summary>What every metric requires of the rows that it is given.</summary>
internal static class MetricInput
{
    public static void RequireSameLength(int count, string what, int other, string otherName)
    {
        if (count != other)
            throw new ArgumentException($"{count} {what} were given for {other} {otherName}; give one of each a row.");
    }

    /// <summary>Requires no weights, or one a row, each finite and zero or more.</summary>
    public static void RequireWeights(ReadOnlySpan<float> weights, int rows)
    {
        if (weights.IsEmpty)
            return;
        RequireSameLength(weights.Length, "weights", rows, "rows");
        for (int row = 0; row < rows; row++)
        {
            if (!(weights[row] >= 0 && float.IsFinite(weights[row])))
                throw new ArgumentException($"Row {row} weighs {weights[row]}; a weight is finite and zero or more.", nameof(weights));
        }
    }

    public static void RequireFinite(ReadOnlySpan<float> values, string what)
    {
        for (int row = 0; row < values.Length; row++)
        {
            if (!float.IsFinite(values[row]))
                throw new ArgumentException($"Row {row} has {what} {values[row]}; it must be finite. Check the model's output for overflow.");
        }
    }

    public static void RequireProbabilities(ReadOnlySpan<float> values)
    {
        for (int row = 0; row < values.Length; row++)
        {
            if (!(values[row] >= 0 && values[row] <= 1))
                throw new ArgumentException($"Row {row} has probability {values[row]}; it must be 0 to 1. Put logits through the logistic function first.");
        }
    }

    public static double Weight(ReadOnlySpan<float> weights, int row) => weights.IsEmpty ? 1 : weights[row];

    /// <summary>Row numbers from the highest score to the lowest; rows of one score in their own order.</summary>
    /// <exception cref="ArgumentException">A score is NaN.</exception>
    public static int[] Descending(ReadOnlySpan<float> scores)
    {
        var keys = new float[scores.Length];
        var rows = new int[scores.Length];
        for (int row = 0; row < rows.Length; row++)
        {
            if (float.IsNaN(scores[row]))
                throw new ArgumentException($"Row {row} has score NaN; the model's output cannot be ranked.", nameof(scores));
            keys[row] = -scores[row];
            rows[row] = row;
        }

        Array.Sort(keys, rows);
        SortTies(keys, rows);
        return rows;
    }

    // The sort is not stable; sums over rows must not depend on how it broke ties.
    private static void SortTies(float[] keys, int[] rows)
    {
        for (int start = 0; start < keys.Length;)
        {
            int end = start + 1;
            while (end < keys.Length && keys[end] == keys[start])
                end++;
            if (end - start > 1)
                rows.AsSpan(start, end - start).Sort();
            start = end;
        }
    }
}
