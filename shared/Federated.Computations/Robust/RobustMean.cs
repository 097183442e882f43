namespace Federated.Computations.Robust;

/// <summary>Robust aggregation of vectors that are known in the clear: the means of groups, of which up to f may be anything at all.</summary>
public static class RobustMean
{
    /// <summary>Fewest groups for f bad ones: 2f + 3, a majority of good ones with two to spare.</summary>
    /// <param name="byzantine">f, 0 or more.</param>
    public static int LeastGroups(int byzantine)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(byzantine);
        return checked((2 * byzantine) + 3);
    }

    /// <summary>One vector for all groups, each of which counts once.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="means">Vectors of one length, finite.</param>
    /// <param name="byzantine">f: how many of them may be bad.</param>
    /// <exception cref="ContributionException">There are fewer than 2f + 3 vectors, or they are of different lengths, or not finite.</exception>
    public static double[] Of(RobustRule rule, IReadOnlyList<double[]> means, int byzantine)
    {
        ArgumentNullException.ThrowIfNull(means);
        RequireGroups(means.Count, byzantine);
        int length = means[0].Length;
        if (means.Any(mean => mean.Length != length || mean.Any(value => !double.IsFinite(value))))
            throw new ContributionException($"The means of the groups are not all {length} finite values; the groups did not take part in one computation.");
        return rule switch
        {
            RobustRule.Median => ByCoordinate(means, (means.Count - 1) / 2),
            RobustRule.TrimmedMean => ByCoordinate(means, byzantine),
            RobustRule.GeometricMedian => Weiszfeld.Median(means),
            _ => throw new ArgumentOutOfRangeException(nameof(rule), rule, "There is no such rule."),
        };
    }

    internal static void RequireGroups(int groups, int byzantine)
    {
        if (groups < LeastGroups(byzantine))
        {
            throw new ContributionException(
                $"There are {groups} groups, but {byzantine} bad ones are to be borne: that takes at least {LeastGroups(byzantine)} (2f + 3). Declare fewer, form smaller groups, or find more partners.");
        }
    }

    // The median is the mean of what is left when all but one or two values are trimmed.
    private static double[] ByCoordinate(IReadOnlyList<double[]> means, int trimmed)
    {
        var result = new double[means[0].Length];
        var column = new double[means.Count];
        for (int coordinate = 0; coordinate < result.Length; coordinate++)
        {
            for (int group = 0; group < column.Length; group++)
                column[group] = means[group][coordinate];
            Array.Sort(column);
            double sum = 0;
            for (int place = trimmed; place < column.Length - trimmed; place++)
                sum += column[place];
            result[coordinate] = sum / (column.Length - (2 * trimmed));
        }

        return result;
    }
}
