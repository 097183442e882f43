namespace Federated.Learning.Factorization;

/// <summary>How <see cref="SampledFactors"/> are learnt from what customers had and items drawn from the rest.</summary>
public sealed record SampledFactorOptions
{
    /// <summary>Factors of a customer or item, 1 to 1,024. Default 32.</summary>
    public int Rank { get; init; } = 32;

    /// <summary>Items drawn for each item that a customer had, 1 to 1,000. Default 4.</summary>
    public int Negatives { get; init; } = 4;

    /// <summary>Whether the loss compares each item with those drawn for it (BPR, Rendle et al. 2009) rather than with 1 and 0 (logistic, the default).</summary>
    public bool Pairwise { get; init; }

    /// <summary>Passes over a customer's samples to find a taste, 1 to 1,000. Default 8.</summary>
    public int Passes { get; init; } = 8;

    /// <summary>Share of a history, one item at least, that gives the gradient of a round; the taste is found from the rest. 0.01 to 0.9, default 0.25.</summary>
    public double HeldOutShare { get; init; } = 0.25;

    /// <summary>Step of a customer's taste, above 0 to 10. Default 0.1.</summary>
    public float LearningRate { get; init; } = 0.1f;

    /// <summary>λ, 0 to 1,000: λ/2·‖p − centre‖² is added to a customer's loss. Default 0.3.</summary>
    public float Penalty { get; init; } = 0.3f;

    /// <summary>Longest taste, above 0 to 1,000; a longer one is scaled down, which bounds what one customer adds to a gradient. Default 8.</summary>
    public float MostNorm { get; init; } = 8;

    /// <summary>Requires every value in its range.</summary>
    /// <exception cref="ArgumentException">Values out of range; the message names all of them.</exception>
    public void Validate()
    {
        var faults = new List<string>();
        if (Rank is < 1 or > 1_024)
            faults.Add($"rank is {Rank}, must be 1 to 1,024");
        if (Negatives is < 1 or > 1_000)
            faults.Add($"negatives is {Negatives}, must be 1 to 1,000");
        if (Passes is < 1 or > 1_000)
            faults.Add($"passes is {Passes}, must be 1 to 1,000");
        if (!(HeldOutShare >= 0.01 && HeldOutShare <= 0.9))
            faults.Add($"held-out share is {HeldOutShare}, must be 0.01 to 0.9");
        if (!(LearningRate > 0 && LearningRate <= 10))
            faults.Add($"learning rate is {LearningRate}, must be above 0 and at most 10");
        if (!(Penalty >= 0 && Penalty <= 1_000))
            faults.Add($"penalty is {Penalty}, must be 0 to 1,000");
        if (!(MostNorm > 0 && MostNorm <= 1_000))
            faults.Add($"longest taste is {MostNorm}, must be above 0 and at most 1,000");
        if (faults.Count > 0)
            throw new ArgumentException($"Options of sampled factors out of range: {string.Join("; ", faults)}.");
    }
}
