namespace Federated.Computations.Averaging;

/// <summary>How the coordinator's optimiser keeps the squares of the mean updates.</summary>
public enum AdaptiveRule
{
    /// <summary>FedAdagrad: v ← v + Δ².</summary>
    Adagrad,

    /// <summary>FedAdam: v ← β₂·v + (1 − β₂)·Δ².</summary>
    Adam,

    /// <summary>FedYogi: v ← v − (1 − β₂)·Δ²·sign(v − Δ²).</summary>
    Yogi,
}
