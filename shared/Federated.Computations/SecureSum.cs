using System.Numerics.Tensors;

namespace Federated.Computations;

/// <summary>The result of a round: all that anybody learns of the contributions.</summary>
public sealed class SecureSum
{
    private readonly double[] _values;

    /// <summary>Wraps an unmasked, dequantised sum; the array is not copied.</summary>
    /// <param name="values">Σ wᵢ·xᵢ.</param>
    /// <param name="weight">Σ wᵢ, at least the number of contributors.</param>
    /// <param name="contributors">Nodes in the sum, at least 1.</param>
    /// <exception cref="ContributionException">No contributor, too small a weight, or a value that is not finite.</exception>
    public SecureSum(double[] values, long weight, int contributors)
    {
        ArgumentNullException.ThrowIfNull(values);
        if (contributors < 1 || weight < contributors)
            throw new ContributionException($"A sum of {contributors} contributors has weight {weight}; each contributor weighs at least 1.");
        if (!TensorPrimitives.IsFiniteAll<double>(values))
        {
            int fault = Array.FindIndex(values, value => !double.IsFinite(value));
            throw new ContributionException($"Value {fault} of the sum is {values[fault]}; the round cannot be used.");
        }

        _values = values;
        Weight = weight;
        Contributors = contributors;
    }

    /// <summary>Σ wᵢ·xᵢ.</summary>
    public ReadOnlySpan<double> Values => _values;

    /// <summary>Σ wᵢ.</summary>
    public long Weight { get; }

    /// <summary>Nodes in the sum.</summary>
    public int Contributors { get; }

    /// <summary>Requires the length that was specified, and a weight that so many contributors can have.</summary>
    /// <exception cref="ContributionException">It has another length, or weighs too much.</exception>
    internal void RequireFit(ContributionSpec specification)
    {
        if (_values.Length != specification.Length)
            throw new ContributionException($"The sum has {_values.Length} values; {specification.Length} were specified.");
        if (Weight > (long)Contributors * specification.WeightBound)
            throw new ContributionException($"The sum weighs {Weight}; {Contributors} contributors weigh at most {specification.WeightBound} each.");
    }
}
