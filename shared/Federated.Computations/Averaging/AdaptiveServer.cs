namespace Federated.Computations.Averaging;

/// <summary>
/// An optimiser on the coordinator that takes the nodes' mean update Δ for a gradient (Reddi et al. 2021, "Adaptive Federated Optimization", algorithm 2):
/// m ← β₁·m + (1 − β₁)·Δ, v by the rule, θ ← θ + η·m/(√v + τ); m starts at 0 and v at τ². No bias is corrected. η is
/// <see cref="AveragingOptions.ServerLearningRate"/>; since a step is about η in every coordinate, 0.1 or less suits most models.
/// </summary>
public sealed record AdaptiveServer
{
    /// <summary>Which optimiser. Default Adam.</summary>
    public AdaptiveRule Rule { get; init; } = AdaptiveRule.Adam;

    /// <summary>β₁, 0 to below 1: how long a mean update is remembered. Default 0.9.</summary>
    public double FirstDecay { get; init; } = 0.9;

    /// <summary>β₂, 0 to below 1: how long its square is remembered; Adagrad forgets none. Default 0.99.</summary>
    public double SecondDecay { get; init; } = 0.99;

    /// <summary>τ, above 0 to 1: the adaptivity; the larger, the nearer to plain averaging. Default 0.001.</summary>
    public double Adaptivity { get; init; } = 0.001;

    internal void AddFaults(List<string> faults)
    {
        if (!Enum.IsDefined(Rule))
            faults.Add($"adaptive rule is {Rule}, must be Adagrad, Adam or Yogi");
        if (!(FirstDecay >= 0 && FirstDecay < 1))
            faults.Add($"first decay is {FirstDecay}, must be 0 to below 1");
        if (!(SecondDecay >= 0 && SecondDecay < 1))
            faults.Add($"second decay is {SecondDecay}, must be 0 to below 1");
        if (!(Adaptivity > 0 && Adaptivity <= 1))
            faults.Add($"adaptivity is {Adaptivity}, must be above 0 and at most 1");
    }
}
