using System.Collections.Immutable;

namespace Federated.Computations.Statistics;

/// <summary>Edges that cut a declared range into cells.</summary>
public static class BinEdges
{
    /// <summary>The cell of a value: the number of edges that are not above it.</summary>
    /// <param name="edges">Strictly ascending.</param>
    /// <param name="value">Finite.</param>
    public static int CellOf(ImmutableArray<double> edges, double value)
    {
        int low = 0, high = edges.Length;
        while (low < high)
        {
            int middle = (low + high) >>> 1;
            if (edges[middle] <= value)
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }

    /// <summary>The inner edges of equal cells between two values.</summary>
    /// <param name="lower">Lower end of the first cell.</param>
    /// <param name="upper">Upper end of the last, above <paramref name="lower"/>.</param>
    /// <param name="cells">At least 1. Edges that rounding makes equal are left out.</param>
    public static ImmutableArray<double> Equal(double lower, double upper, int cells)
        => [.. Enumerable.Range(1, cells - 1).Select(cell => lower + ((upper - lower) * cell / cells)).Where(edge => edge > lower && edge < upper).Distinct()];
}
