using System.Numerics.Tensors;

namespace Federated.Computations;

/// <summary>What a node puts into the sum: a vector of doubles and an integer weight. Plain text: it stays on the node, where the gate masks it.</summary>
public sealed class Contribution
{
    private readonly double[] _values;

    /// <summary>An empty contribution (zeros, weight 1) of the specified length.</summary>
    public Contribution(ContributionSpec specification)
    {
        ArgumentNullException.ThrowIfNull(specification);
        Specification = specification;
        _values = new double[specification.Length];
    }

    /// <summary>The agreed form.</summary>
    public ContributionSpec Specification { get; }

    /// <summary>Writable values, as many as specified.</summary>
    public Span<double> Values => _values;

    /// <summary>w, 1 to the specified bound: the values count w times in the sum. Default 1.</summary>
    public int Weight { get; set; } = 1;

    /// <summary>Requires finite values within the bound, the norm within the clipping norm (to 1e-9), and a weight in its range.</summary>
    /// <exception cref="ContributionException">Something is out of range; the message names the index.</exception>
    public void Validate()
    {
        // The greatest magnitude is not a number where one of the values is none.
        if (_values.Length > 0 && !(Math.Abs(TensorPrimitives.MaxMagnitude<double>(_values)) <= Specification.Bound))
        {
            int fault = Array.FindIndex(_values, value => !(Math.Abs(value) <= Specification.Bound));
            throw new ContributionException($"Value {fault} of the contribution is {_values[fault]}; it must lie within ±{Specification.Bound}. Nothing was sent.");
        }

        if (Specification.ClipNorm is { } norm && TensorPrimitives.Norm<double>(_values) is var length && length > norm * (1 + 1e-9))
            throw new ContributionException($"The contribution's norm is {length}, above the clipping norm {norm}. Nothing was sent.");
        if (Weight < 1 || Weight > Specification.WeightBound)
            throw new ContributionException($"The contribution's weight is {Weight}; it must be 1 to {Specification.WeightBound}. Nothing was sent.");
    }

    /// <summary>Never the values.</summary>
    public override string ToString() => $"Contribution of {_values.Length} values";
}
