using System.Runtime.CompilerServices;

namespace Federated.Learning.Trees;

/// <summary>
/// Orders a categorical column's slots by their best value, so that the best of all subsets is among the cuts of the order (Fisher 1958; exact for one
/// output without smoothing). With several outputs the one that most rows of the node belong to gives the order, which is then a heuristic.
/// </summary>
internal static unsafe class CategoryOrder
{
    /// <summary>Writes the slots that may go left, ascending by value, and returns their number. Missing values are a category like any other.</summary>
    /// <param name="planes">The column's gradients, hessians and counts of output 0.</param>
    /// <param name="outputStride">Distance to the next output's.</param>
    /// <param name="layout">The histogram's layout.</param>
    /// <param name="options">Smoothing and least rows.</param>
    /// <param name="totals">Statistics of the node by output.</param>
    /// <param name="flipped">From the far end.</param>
    /// <param name="order">Room for all slots.</param>
    [SkipLocalsInit]
    public static int Write(double* planes, long outputStride, HistogramLayout layout, SplitOptions options, NodeSums* totals, bool flipped, byte* order)
    {
        int leading = 0;
        for (int output = 1; output < layout.Outputs; output++)
            leading = Math.Abs(totals[output].Gradient) > Math.Abs(totals[leading].Gradient) ? output : leading;
        double* plane = planes + (leading * outputStride);
        double least = Math.Max(1, options.MinimumRowsInCategory);
        Span<double> keys = stackalloc double[ColumnBins.MaximumBins + 1];
        int length = 0;
        for (int slot = 0; slot < layout.Slots; slot++)
        {
            if (plane[(2 * layout.Slots) + slot] < least)
                continue;
            double curvature = plane[layout.Slots + slot] + options.CategorySmoothing;
            keys[length] = curvature > 0 ? -plane[slot] / curvature : 0;
            order[length++] = (byte)slot;
        }

        InsertionSort(keys[..length], order, flipped);
        return length;
    }

    // Stable, so that equal values keep the order of their slots from both ends.
    private static void InsertionSort(Span<double> keys, byte* order, bool flipped)
    {
        for (int index = 1; index < keys.Length; index++)
        {
            (double key, byte slot) = (keys[index], order[index]);
            int hole = index;
            for (; hole > 0 && (flipped ? keys[hole - 1] < key : keys[hole - 1] > key); hole--)
                (keys[hole], order[hole]) = (keys[hole - 1], order[hole - 1]);
            (keys[hole], order[hole]) = (key, slot);
        }
    }
}
