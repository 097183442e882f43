using Federated.Learning.Solvers;

namespace Federated.Learning.Forecasting;

/// <summary>
/// A level of its own for every series, taken out of the sums before anybody sees them. The sums of one series' rows in the layout of <see cref="Federated.Learning.Linear.RidgeStatistics"/>, Σ z·zᵀ with z = (x, 1, y), become
/// Σ z·zᵀ − (Σz)(Σz)ᵀ/(n + κ): what remains of a ridge regression with one indicator a series, each with penalty κ, once the indicators are eliminated (Frisch and Waugh 1933 for κ = 0, where it is the within
/// transformation of panel data; a Schur complement otherwise). Summed over all series they give the slopes of the pooled regression with all indicators exactly; the levels follow where the rows are.
/// </summary>
public static class SeriesIntercepts
{
    /// <summary>Takes a series' level out of its own sums.</summary>
    /// <param name="sums">Of one series; changed in place.</param>
    /// <param name="columns">Features of a row.</param>
    /// <param name="shrinkage">κ, in rows: 0 for free levels, large for levels near the common one. 0 or more.</param>
    public static void TakeOut(Span<double> sums, int columns, double shrinkage)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(shrinkage);
        Span<double> triangle = sums[1..];
        int size = columns + 2;
        var line = new double[size];
        for (int column = 0; column < size; column++)
            line[column] = triangle[PackedTriangle.Index(columns, column)];
        double weight = line[columns];
        if (weight <= 0)
            return;
        for (int row = 0, index = 0; row < size; row++)
        {
            for (int column = 0; column <= row; column++, index++)
                triangle[index] -= line[row] * line[column] / (weight + shrinkage);
        }

        // Free levels leave nothing for a common one, which then is 0; the weight stays, for means to be taken.
        if (shrinkage == 0)
        {
            for (int column = 0; column < size; column++)
                triangle[PackedTriangle.Index(columns, column)] = column == columns ? weight : 0;
        }
    }

    /// <summary>The level of a series beside the common one: what its rows lie above the slopes on average, drawn to 0 as if κ further rows lay on them.</summary>
    /// <param name="excess">Sum over the series' rows of target − intercept − slopes · features.</param>
    /// <param name="rows">Rows of the series.</param>
    /// <param name="shrinkage">κ, as in <see cref="TakeOut"/>.</param>
    public static double Of(double excess, int rows, double shrinkage) => rows == 0 ? 0 : excess / (rows + shrinkage);
}
