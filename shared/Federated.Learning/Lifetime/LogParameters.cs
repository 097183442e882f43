using System.Collections.Immutable;

namespace Federated.Learning.Lifetime;

/// <summary>Positive parameters by their logarithms, which are free to be any number within ±<see cref="Limit"/>.</summary>
internal static class LogParameters
{
    /// <summary>Largest magnitude of a logarithm: parameters lie between 2e-9 and 5e8.</summary>
    public const double Limit = 20;

    public static ImmutableArray<double> Checked(ImmutableArray<double> parameters, int count)
    {
        if (parameters.IsDefault || parameters.Length != count)
            throw new ArgumentException($"{(parameters.IsDefault ? 0 : parameters.Length)} parameters were given; the model has {count}.", nameof(parameters));
        foreach (double parameter in parameters)
        {
            if (!(Math.Abs(parameter) <= Limit))
                throw new ArgumentException($"A parameter's logarithm is {parameter}; it lies within ±{Limit}.", nameof(parameters));
        }

        return parameters;
    }

    /// <summary>Subtracts one customer's derivatives from sums: gradient, then packed Hessian, turned from parameters p to ln p by the chain rule.</summary>
    public static void Subtract(ReadOnlySpan<double> point, ReadOnlySpan<double> gradient, ReadOnlySpan<double> hessian, Span<double> sums)
    {
        Span<double> second = sums[point.Length..];
        for (int row = 0, index = 0; row < point.Length; row++)
        {
            sums[row] -= point[row] * gradient[row];
            for (int column = 0; column <= row; column++, index++)
                second[index] -= point[row] * point[column] * hessian[index];
            second[index - 1] -= point[row] * gradient[row];
        }
    }
}
