using Federated.Learning.Metrics;

namespace Federated.Computations.Worth;

/// <summary>The mean of one figure a row, a loss for example.</summary>
public static class RowMean
{
    /// <summary>As a statistic of rows.</summary>
    public static RowStatistic Of(double[] values) => rows =>
    {
        double sum = 0;
        foreach (int row in rows)
            sum += values[row];
        return sum / rows.Length;
    };
}
