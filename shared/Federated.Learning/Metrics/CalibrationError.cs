namespace Federated.Learning.Metrics;

/// <summary>
/// Expected calibration error: Σ_b n_b/n · |share of positives in bin b − mean probability in bin b| (Naeini, Cooper and Hauskrecht 2015; equal-count
/// bins: Nguyen and O'Connor 2015). It is 0 of perfect calibration, and depends on the number of bins: compare only under the same.
/// </summary>
public static class CalibrationError
{
    /// <summary>Of two classes; O(n), O(n log n) with bins of equal count.</summary>
    /// <param name="probabilities">Of the positive class, one a row, 0 to 1.</param>
    /// <param name="labels">One a row; above 0.5 is positive.</param>
    /// <param name="bins">Number of bins, 1 to 10,000. Default 10. Bins without a row count nothing.</param>
    /// <param name="kind">Equal width (default) or equal count.</param>
    /// <returns>0 to 1; NaN of no rows.</returns>
    /// <exception cref="ArgumentException">Different lengths, a probability outside 0 to 1, or the number of bins is out of range.</exception>
    public static double Expected(ReadOnlySpan<float> probabilities, ReadOnlySpan<float> labels, int bins = 10, CalibrationBins kind = CalibrationBins.EqualWidth)
    {
        MetricInput.RequireSameLength(probabilities.Length, "probabilities", labels.Length, "labels");
        MetricInput.RequireProbabilities(probabilities);
        ArgumentOutOfRangeException.ThrowIfLessThan(bins, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(bins, 10_000);
        if (labels.IsEmpty)
            return double.NaN;

        double[] upperEdges = kind == CalibrationBins.EqualWidth ? EqualWidths(bins) : Quantiles(probabilities, bins);
        var excess = new double[bins];
        for (int row = 0; row < labels.Length; row++)
            excess[BinOf(upperEdges, probabilities[row])] += probabilities[row] - (labels[row] > 0.5f ? 1.0 : 0.0);
        double sum = 0;
        foreach (double difference in excess)
            sum += Math.Abs(difference);
        return sum / labels.Length;
    }

    /// <summary>The first bin whose upper edge is not below the value; the last bin has no edge.</summary>
    private static int BinOf(double[] upperEdges, double value)
    {
        int low = 0, high = upperEdges.Length;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (upperEdges[middle] < value)
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }

    private static double[] EqualWidths(int bins)
    {
        var edges = new double[bins - 1];
        for (int index = 0; index < edges.Length; index++)
            edges[index] = (index + 1.0) / bins;
        return edges;
    }

    private static double[] Quantiles(ReadOnlySpan<float> values, int bins)
    {
        float[] sorted = values.ToArray();
        Array.Sort(sorted);
        var edges = new double[bins - 1];
        for (int index = 0; index < edges.Length; index++)
        {
            (long below, long rest) = Math.DivRem((index + 1L) * (sorted.Length - 1), bins);
            double lower = sorted[below];
            edges[index] = rest == 0 ? lower : lower + ((sorted[below + 1] - lower) * rest / bins);
        }

        return edges;
    }
}
