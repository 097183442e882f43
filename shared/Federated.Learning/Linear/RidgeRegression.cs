using System.Collections.Immutable;
using Federated.Learning.Solvers;

namespace Federated.Learning.Linear;

/// <summary>
/// Linear regression with an L2 penalty (Hoerl and Kennard 1970) in closed form: w minimises Σ weight·(y − intercept − w·x)² + λ‖w‖². The intercept is not
/// penalised: it falls out of the means, so that the system to solve is the Gram matrix of the centred columns plus λ·I, by Cholesky.
/// </summary>
public static class RidgeRegression
{
    /// <summary>Fits the weights to the statistics of all rows.</summary>
    /// <param name="statistics">Of at least one row with weight.</param>
    /// <param name="penalty">λ in the units of the squared columns; 0 is ordinary least squares.</param>
    /// <param name="hasIntercept">Whether the value at x = 0 is fitted too; else it is 0.</param>
    /// <exception cref="ArgumentException">There is no row, or the penalty is negative or not finite.</exception>
    /// <exception cref="NotPositiveDefiniteException">Columns depend on one another and the penalty is 0.</exception>
    public static RidgeFit Fit(RidgeStatistics statistics, double penalty = 1, bool hasIntercept = true)
    {
        ArgumentNullException.ThrowIfNull(statistics);
        if (!(penalty >= 0 && double.IsFinite(penalty)))
            throw new ArgumentException($"The penalty is {penalty}; it is finite and zero or more.", nameof(penalty));
        int columns = statistics.Columns;
        ReadOnlySpan<double> sums = statistics.Vector[1..];
        double weight = sums[PackedTriangle.Index(columns, columns)];
        if (!(weight > 0))
            throw new ArgumentException("The statistics hold no row with a weight; add rows before the fit.", nameof(statistics));

        double Mean(int column, ReadOnlySpan<double> all) => hasIntercept ? all[PackedTriangle.Index(columns, column)] / weight : 0;
        double Centred(int first, int second, ReadOnlySpan<double> all)
            => all[PackedTriangle.Index(first, second)] - (weight * Mean(first, all) * Mean(second, all));

        var gram = new double[columns * columns];
        var right = new double[columns];
        for (int row = 0; row < columns; row++)
        {
            for (int column = 0; column <= row; column++)
                gram[(row * columns) + column] = gram[(column * columns) + row] = Centred(row, column, sums);
            right[row] = Centred(columns + 1, row, sums);
        }

        double[] penalised = [.. gram];
        for (int row = 0; row < columns; row++)
            penalised[(row * columns) + row] += penalty;
        Cholesky factor = Cholesky.Of(penalised, columns);
        double[] weights = factor.Solve(right);
        double intercept = Mean(columns + 1, sums);
        for (int column = 0; column < columns; column++)
            intercept -= weights[column] * Mean(column, sums);
        var model = new LinearModel(ImmutableArray.Create(weights), hasIntercept ? intercept : 0);
        return Describe(model, factor, gram, right, Centred(columns + 1, columns + 1, sums), statistics.Rows - (hasIntercept ? 1 : 0));
    }

    private static RidgeFit Describe(LinearModel model, Cholesky factor, double[] gram, double[] right, double total, double rows)
    {
        int columns = right.Length;
        double residual = total;
        for (int row = 0; row < columns; row++)
        {
            double product = 0;
            for (int column = 0; column < columns; column++)
                product += gram[(row * columns) + column] * model.Weights[column];
            residual += model.Weights[row] * (product - (2 * right[row]));
        }

        residual = Math.Max(residual, 0);
        double[] inverse = factor.Inverse();
        double[] smoother = Multiply(inverse, gram, columns), spread = Multiply(smoother, inverse, columns);
        double degrees = 0;
        for (int row = 0; row < columns; row++)
            degrees += smoother[(row * columns) + row];
        double variance = rows - degrees > 1e-9 ? residual / (rows - degrees) : double.NaN;
        var errors = new double[columns];
        for (int row = 0; row < columns; row++)
            errors[row] = Math.Sqrt(variance * Math.Max(spread[(row * columns) + row], 0));
        return new RidgeFit(model, ImmutableArray.Create(errors), total > 0 ? 1 - (residual / total) : double.NaN, variance, degrees);
    }

    private static double[] Multiply(double[] left, double[] right, int size)
    {
        var product = new double[size * size];
        DoubleProduct.Accumulate(left, right, product, size, size, size);
        return product;
    }
}
