namespace Federated.ClientNode.Scoring;

/// <summary>Ten groups of customers by score, 10 being the highest.</summary>
internal static class ScoreGroups
{
    public const int Count = 10;

    /// <summary>
    /// ⌈10·r/n⌉ for each score, r being how many of the n scores are no greater: tenths of the customers, where equal scores share a group
    /// (the highest that any of them reaches), so that no customer is told from another by the order of the file.
    /// </summary>
    /// <param name="scores">In any order, not NaN.</param>
    public static int[] Of(ReadOnlySpan<float> scores)
    {
        var sorted = scores.ToArray();
        Array.Sort(sorted);
        var groups = new int[scores.Length];
        for (var row = 0; row < groups.Length; row++)
            groups[row] = (int)(((long)Count * AtMost(sorted, scores[row]) + sorted.Length - 1) / sorted.Length);
        return groups;
    }

    /// <summary>What a score must reach for group 2, 3, … 10 among these; nine numbers, so that a single score can be placed among customers scored earlier.</summary>
    /// <param name="scores">In any order, not NaN, at least one.</param>
    public static float[] Cuts(ReadOnlySpan<float> scores)
    {
        var sorted = scores.ToArray();
        Array.Sort(sorted);
        return [.. Enumerable.Range(1, Count - 1).Select(group => sorted[(int)((long)group * sorted.Length / Count)])];
    }

    /// <summary>The group of one score among those of the cuts: what <see cref="Of(ReadOnlySpan{float})"/> gives a score that was one of them.</summary>
    public static int Of(float score, ReadOnlySpan<float> cuts)
    {
        var group = 1;
        foreach (var cut in cuts)
            group += score >= cut ? 1 : 0;
        return group;
    }

    private static int AtMost(float[] sorted, float score)
    {
        int low = 0, high = sorted.Length;
        while (low < high)
        {
            var middle = low + ((high - low) / 2);
            if (sorted[middle] <= score)
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }
}
