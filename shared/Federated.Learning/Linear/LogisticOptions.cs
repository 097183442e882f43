namespace Federated.Learning.Linear;

/// <summary>How a logistic regression is fitted.</summary>
public sealed record LogisticOptions
{
    /// <summary>λ of λ/2·‖w‖², added to the sum (not the mean) of losses; intercepts are free of it. Zero or more; 1 by default (scikit-learn's C is 1/λ).</summary>
    public double Penalty { get; init; } = 1;

    /// <summary>Largest gradient component, as a share of the sum of weights, at which the fit ends: above zero; 1e-8 by default.</summary>
    public double Tolerance { get; init; } = 1e-8;

    /// <summary>Most passes over the rows: 1 to 10,000; 100 by default. Ten or fewer are usual.</summary>
    public int MaximumPasses { get; init; } = 100;

    internal void Check()
    {
        if (!(Penalty >= 0 && double.IsFinite(Penalty)))
            throw new ArgumentException($"{nameof(Penalty)} is {Penalty}; it is finite and zero or more.");
        if (!(Tolerance > 0 && double.IsFinite(Tolerance)))
            throw new ArgumentException($"{nameof(Tolerance)} is {Tolerance}; it is finite and above zero.");
        if (MaximumPasses is < 1 or > 10_000)
            throw new ArgumentException($"{nameof(MaximumPasses)} is {MaximumPasses}; it is 1 to 10,000.");
    }
}
