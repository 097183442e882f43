using System.Collections.Immutable;
using Federated.Learning.Solvers;

namespace Federated.Computations.Regression;

/// <summary>Gradient and Hessian of a penalised loss at one point, and the Newton step from there.</summary>
internal sealed class NewtonStep
{
    private readonly double[] _gradient;
    private readonly double[] _hessian;
    private readonly double[] _penalised;
    private readonly Cholesky _factor;

    /// <param name="coefficients">Where the sums were taken; the last is the intercept, which is free of the penalty.</param>
    /// <param name="gradient">Of the loss.</param>
    /// <param name="triangle">Packed Hessian of the loss.</param>
    /// <param name="penalty">λ.</param>
    public NewtonStep(ImmutableArray<double> coefficients, ReadOnlySpan<double> gradient, ReadOnlySpan<double> triangle, double penalty)
    {
        int size = coefficients.Length;
        _gradient = gradient.ToArray();
        _hessian = new double[size * size];
        PackedTriangle.Unpack(triangle, _hessian, size);
        _penalised = [.. _hessian];
        for (int index = 0; index < size - 1; index++)
        {
            _gradient[index] += penalty * coefficients[index];
            _penalised[(index * size) + index] += penalty;
        }

        _factor = Factor(_penalised, size);
    }

    public double LargestSlope
    {
        get
        {
            double largest = 0;
            foreach (double slope in _gradient)
                largest = Math.Max(largest, Math.Abs(slope));
            return largest;
        }
    }

    public double[] Change() => _factor.Solve(_gradient);

    public ImmutableArray<double> StandardErrors()
    {
        int size = _gradient.Length;
        double[] inverse = _factor.Inverse();
        var errors = ImmutableArray.CreateBuilder<double>(size);
        var product = new double[size];
        for (int index = 0; index < size; index++)
        {
            double variance = 0;
            for (int row = 0; row < size; row++)
            {
                product[row] = 0;
                for (int column = 0; column < size; column++)
                    product[row] += _hessian[(row * size) + column] * inverse[(index * size) + column];
                variance += product[row] * inverse[(index * size) + row];
            }

            errors.Add(Math.Sqrt(Math.Max(variance, 0)));
        }

        return errors.MoveToImmutable();
    }

    // Columns that depend on one another, or rows that are all but separated, leave no curvature in some direction. A little is added there, more and
    // more until there is a step: it is shorter than Newton's, and the loss decides whether it is taken.
    private static Cholesky Factor(double[] matrix, int size)
    {
        double largest = 0;
        for (int index = 0; index < size; index++)
            largest = Math.Max(largest, matrix[(index * size) + index]);
        double added = 0;
        while (true)
        {
            try
            {
                double[] damped = [.. matrix];
                for (int index = 0; index < size; index++)
                    damped[(index * size) + index] += added;
                return Cholesky.Of(damped, size);
            }
            catch (NotPositiveDefiniteException) when (added <= largest)
            {
                added = added > 0 ? added * 100 : largest > 0 ? largest * 1e-10 : 1;
            }
        }
    }
}
