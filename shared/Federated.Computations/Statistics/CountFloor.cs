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
        var reported = new long?[counts.Length];
        long other = rows;
        for (int value = 0; value < counts.Length; value++)
        {
            if (counts[value] == 0 || counts[value] >= floor)
                reported[value] = counts[value];
            other -= reported[value] ?? 0;
        }

        if (other < 0)
            throw new ContributionException($"The counts of column '{name}' add up to more than the {rows} rows; a node contributed something else.");
        while (other > 0 && other < floor && SmallestReported(reported) is { } smallest)
        {
            other += reported[smallest] ?? 0;
            reported[smallest] = null;
        }

        return new CategoryStatistics(name, ImmutableArray.Create(reported), other);
    }

    private static int? SmallestReported(ReadOnlySpan<long?> reported)
    {
        int? smallest = null;
        for (int value = 0; value < reported.Length; value++)
        {
            if (reported[value] is > 0 && (smallest is null || reported[value] < reported[smallest.Value]))
                smallest = value;
        }

        return smallest;
    }
}
