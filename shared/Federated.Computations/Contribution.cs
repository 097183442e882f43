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
        double squares = 0;
        for (int index = 0; index < _values.Length; index++)
        {
            double value = _values[index];
            if (!(Math.Abs(value) <= Specification.Bound))
                throw new ContributionException($"Value {index} of the contribution is {value}; it must lie within ±{Specification.Bound}. Nothing was sent.");
            squares += value * value;
        }

        if (Specification.ClipNorm is { } norm && Math.Sqrt(squares) > norm * (1 + 1e-9))
            throw new ContributionException($"The contribution's norm is {Math.Sqrt(squares)}, above the clipping norm {norm}. Nothing was sent.");
        if (Weight < 1 || Weight > Specification.WeightBound)
            throw new ContributionException($"The contribution's weight is {Weight}; it must be 1 to {Specification.WeightBound}. Nothing was sent.");
    }

    /// <summary>Never the values.</summary>
    public override string ToString() => $"Contribution of {_values.Length} values";
}
