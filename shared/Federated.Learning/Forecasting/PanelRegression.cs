using System.Collections.Immutable;
using Federated.Learning.Linear;
using Federated.Learning.Solvers;

namespace Federated.Learning.Forecasting;

/// <summary>
/// Slopes that all series share, from sums out of which <see cref="SeriesIntercepts"/> took the levels. The penalty is of standardised columns, in rows' worth of loss, whatever their units: their spread is read
/// off the same sums, so that no round is needed for it. A column that varies in no series has slope 0.
/// </summary>
public static class PanelRegression
{
    /// <summary>Mean square below which a column is taken to be constant.</summary>
    public const double LeastSpread = 1e-10;

    /// <summary>Fits the slopes.</summary>
    /// <param name="sums">1 + (columns+2)(columns+3)/2 numbers: rows, then Σ z·zᵀ without levels.</param>
    /// <param name="columns">Features of a row.</param>
    /// <param name="penalty">λ of λ‖w‖² on columns of variance 1: 0 or more.</param>
    /// <exception cref="ArgumentException">There is no row, or a number is not finite.</exception>
    /// <exception cref="NotPositiveDefiniteException">Columns depend on one another and the penalty is 0.</exception>
    public static PanelFit Fit(ReadOnlySpan<double> sums, int columns, double penalty)
    {
        double[] scales = Scales(sums, columns);
        var statistics = new RidgeStatistics(columns);
        double[] scaled = [.. sums];
        double Scale(int row) => row < columns ? scales[row] : 1;
        for (int row = 0, index = 1; row < columns + 2; row++)
        {
            for (int column = 0; column <= row; column++, index++)
                scaled[index] = Scale(row) == 0 || Scale(column) == 0 ? (row == column ? 1 : 0) : sums[index] / (Scale(row) * Scale(column));
        }

        statistics.AddVector(scaled);
        RidgeFit fit = RidgeRegression.Fit(statistics, penalty);
        return new PanelFit([.. fit.Model.Weights.Select((weight, column) => scales[column] == 0 ? 0 : weight / scales[column])], fit.Model.Intercept, fit.RSquared, (long)Math.Round(sums[0]));
    }

    /// <summary>Spread of each column without its mean; 0 of one that is constant.</summary>
    internal static double[] Scales(ReadOnlySpan<double> sums, int columns)
    {
        ReadOnlySpan<double> triangle = sums[1..];
        double weight = triangle[PackedTriangle.Index(columns, columns)], rows = Math.Max(1, sums[0]);
        var scales = new double[columns];
        for (int column = 0; column < columns; column++)
        {
            double total = triangle[PackedTriangle.Index(columns, column)];
            double square = (triangle[PackedTriangle.Index(column, column)] - (weight > 0 ? total * total / weight : 0)) / rows;
            scales[column] = square > LeastSpread ? Math.Sqrt(square) : 0;
        }

        return scales;
    }
}
