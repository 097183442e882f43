namespace Federated.Computations.Evaluation;

/// <summary>How <see cref="FederatedEvaluation"/> counts.</summary>
public sealed record EvaluationOptions
{
    /// <summary>Bins of the probability, 2 to 65,536; more make the area under the curve finer. Default 512.</summary>
    public int Bins { get; init; } = 512;

    /// <summary>Least probability of a predicted positive, 0 to 1. Default 0.5.</summary>
    public double Threshold { get; init; } = 0.5;

    /// <summary>Requires every value in its range.</summary>
    /// <exception cref="ArgumentException">A value is out of range.</exception>
    public void Validate()
    {
        if (Bins is < 2 or > 65_536)
            throw new ArgumentException($"The number of bins is {Bins}; it must be 2 to 65,536.");
        if (!(Threshold >= 0 && Threshold <= 1))
            throw new ArgumentException($"The threshold is {Threshold}; it must be 0 to 1.");
    }
}
