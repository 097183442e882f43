namespace Federated.Computations;

/// <summary>Which counts of a table may be shown so that none that is small can be told, not by subtraction from the whole either.</summary>
internal static class SmallCounts
{
    /// <summary>
    /// Withholds counts from 1 to below the floor. When those withheld and the rest add up to 1 to below the floor, the smallest count that is still shown
    /// follows them, until they do not; of equal ones the first. A count of 0 is shown.
    /// </summary>
    /// <param name="counts">0 or more.</param>
    /// <param name="rest">What the counts leave of the whole, 0 or more; never shown by itself.</param>
    /// <param name="floor">Least count above 0 that is shown.</param>
    public static bool[] Shown(ReadOnlySpan<long> counts, long rest, int floor)
    {
        var shown = new bool[counts.Length];
        long withheld = rest;
        for (int index = 0; index < counts.Length; index++)
        {
            shown[index] = counts[index] == 0 || counts[index] >= floor;
            withheld += shown[index] ? 0 : counts[index];
        }

        while (withheld > 0 && withheld < floor && Smallest(counts, shown) is var smallest and >= 0)
        {
            shown[smallest] = false;
            withheld += counts[smallest];
        }

        return shown;
    }

    private static int Smallest(ReadOnlySpan<long> counts, bool[] shown)
    {
        int smallest = -1;
        for (int index = 0; index < counts.Length; index++)
        {
            if (shown[index] && counts[index] > 0 && (smallest < 0 || counts[index] < counts[smallest]))
                smallest = index;
        }

        return smallest;
    }
}
