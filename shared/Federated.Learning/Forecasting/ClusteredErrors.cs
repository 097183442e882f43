using System.Collections.Immutable;
using Federated.Learning.Solvers;

namespace Federated.Learning.Forecasting;

/// <summary>
/// Standard errors of slopes when a series' errors hang together over time: A⁻¹·M·A⁻¹ with A = Σ x̃x̃ᵀ about the series' means and M = Σ over series of (Σₜ x̃e)(Σₜ x̃e)ᵀ, times G/(G−1)·(N−1)/(N−K) for G series, N rows
/// and K slopes (Liang and Zeger 1986; Arellano 1987). What happens to all series in the same period is not in them.
/// </summary>
public static class ClusteredErrors
{
    /// <summary>Errors of all slopes.</summary>
    /// <param name="columns">Features of a row.</param>
    /// <param name="rows">N, 1 or more.</param>
    /// <param name="series">G, 2 or more.</param>
    /// <param name="spread">A, packed lower triangle.</param>
    /// <param name="scores">M, packed lower triangle.</param>
    /// <returns>One a column; NaN of a column that varies in no series, or when there are too few series or rows.</returns>
    /// <exception cref="NotPositiveDefiniteException">Columns depend on one another.</exception>
    public static ImmutableArray<double> Of(int columns, long rows, long series, ReadOnlySpan<double> spread, ReadOnlySpan<double> scores)
    {
        var scales = new double[columns];
        for (int column = 0; column < columns; column++)
        {
            double square = spread[PackedTriangle.Index(column, column)] / Math.Max(1, rows);
            scales[column] = square > PanelRegression.LeastSpread ? Math.Sqrt(square) : 0;
        }

        int[] kept = [.. Enumerable.Range(0, columns).Where(column => scales[column] > 0)];
        var errors = Enumerable.Repeat(double.NaN, columns).ToArray();
        int size = kept.Length;
        if (size == 0 || series < 2 || rows <= size + 1)
            return [.. errors];
        var bread = new double[size * size];
        var meat = new double[size * size];
        for (int row = 0; row < size; row++)
        {
            for (int column = 0; column < size; column++)
            {
                int place = PackedTriangle.Index(kept[row], kept[column]);
                double scale = scales[kept[row]] * scales[kept[column]];
                (bread[(row * size) + column], meat[(row * size) + column]) = (spread[place] / scale, scores[place] / scale);
            }

            bread[(row * size) + row] += 1e-9 * rows;
        }

        double[] inverse = Cholesky.Of(bread, size).Inverse();
        double correction = (double)series / (series - 1) * (rows - 1) / (rows - size);
        for (int row = 0; row < size; row++)
        {
            double variance = 0;
            for (int first = 0; first < size; first++)
            {
                for (int second = 0; second < size; second++)
                    variance += inverse[(row * size) + first] * meat[(first * size) + second] * inverse[(second * size) + row];
            }

            errors[kept[row]] = Math.Sqrt(Math.Max(0, variance) * correction) / scales[kept[row]];
        }

        return [.. errors];
    }
}
