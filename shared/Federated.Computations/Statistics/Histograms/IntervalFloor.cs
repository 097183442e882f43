using System.Collections.Immutable;

namespace Federated.Computations.Statistics.Histograms;

/// <summary>Keeps small counts out of a histogram.</summary>
internal static class IntervalFloor
{
    /// <summary>Merges a bin with 1 to below the floor values with those that follow, and the last ones with those before. No bin when there are too few values at all.</summary>
    public static ImmutableArray<HistogramBin> Apply(NumericColumn column, ImmutableArray<double> edges, ReadOnlySpan<long> counts, int floor)
    {
        var bins = new Stack<HistogramBin>();
        double lower = column.Minimum;
        long pending = 0;
        for (int cell = 0; cell < counts.Length; cell++)
        {
            double upper = cell == edges.Length ? column.Maximum : edges[cell];
            pending += counts[cell];
            if (pending > 0 && pending < floor)
                continue;
            bins.Push(new HistogramBin(lower, upper, pending));
            (lower, pending) = (upper, 0);
        }

        while (pending > 0 && pending < floor && bins.Count > 0)
        {
            HistogramBin before = bins.Pop();
            (lower, pending) = (before.Lower, pending + before.Count);
        }

        if (pending >= floor)
            bins.Push(new HistogramBin(lower, column.Maximum, pending));
        return pending > 0 && pending < floor ? [] : [.. bins.Reverse()];
    }
}
