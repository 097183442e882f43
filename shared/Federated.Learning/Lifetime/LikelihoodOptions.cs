namespace Federated.Learning.Lifetime;

/// <summary>How a likelihood is maximised.</summary>
public sealed record LikelihoodOptions
{
    /// <summary>λ of λ/2·Σ (ln p)², added to the mean negative log-likelihood: 0 (default) to 1. Holds parameters that the data do not determine.</summary>
    public double Penalty { get; init; }

    /// <summary>Gain in mean log-likelihood that a step still promises at which the fit ends: above 0; 1e-10 by default. The step itself is taken.</summary>
    public double Tolerance { get; init; } = 1e-10;

    /// <summary>Most passes over the customers: 1 to 1,000; 60 by default. Ten or so are usual.</summary>
    public int MaximumPasses { get; init; } = 60;

    /// <summary>Requires every value in its range.</summary>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public void Check()
    {
        if (!(Penalty is >= 0 and <= 1))
            throw new ArgumentException($"{nameof(Penalty)} is {Penalty}; it is 0 to 1.");
        if (!(Tolerance > 0 && double.IsFinite(Tolerance)))
            throw new ArgumentException($"{nameof(Tolerance)} is {Tolerance}; it is finite and above zero.");
        if (MaximumPasses is < 1 or > 1000)
            throw new ArgumentException($"{nameof(MaximumPasses)} is {MaximumPasses}; it is 1 to 1,000.");
    }
}
