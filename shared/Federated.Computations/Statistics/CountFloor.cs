using System.Collections.Immutable;

namespace Federated.Computations.Statistics;

/// <summary>Keeps small counts out of a report.</summary>
internal static class CountFloor
{
    /// <summary>
    /// Merges counts from 1 to below the floor into "other". When that leaves "other" itself with 1 to below the floor, the smallest count
    /// still reported follows it, until it is not: else subtraction from the rows would tell. A value that no row has stays 0.
    /// </summary>
    public static CategoryStatistics Apply(string name, ReadOnlySpan<long> counts, long rows, int floor)
    {
        long rest = rows;
        foreach (long count in counts)
            rest -= count;
        if (rest < 0)
            throw new ContributionException($"The counts of column '{name}' add up to more than the {rows} rows; a node contributed something else.");
        bool[] shown = SmallCounts.Shown(counts, rest, floor);
        var reported = new long?[counts.Length];
        long other = rows;
        for (int value = 0; value < counts.Length; value++)
        {
            reported[value] = shown[value] ? counts[value] : null;
            other -= reported[value] ?? 0;
        }

        return new CategoryStatistics(name, ImmutableArray.Create(reported), other);
    }
}
