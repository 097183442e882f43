namespace Federated.Learning.Training;

/// <summary>When training ends before its last pass. The loss that counts is that of the validation rows, or of the training rows where there are none.</summary>
public sealed record EarlyStoppingOptions
{
    /// <summary>Passes without improvement after which training ends, 1 to 10,000. Default 5.</summary>
    public int Patience { get; init; } = 5;

    /// <summary>Least improvement on the best loss that counts, in nats, finite and 0 (default) or more.</summary>
    public double LeastImprovement { get; init; }

    /// <summary>Requires every value in its range.</summary>
    /// <exception cref="ArgumentException">Values out of range; the message names all of them.</exception>
    public void Validate()
    {
        var faults = new List<string>();
        if (Patience is < 1 or > 10_000)
            faults.Add($"patience is {Patience}, must be 1 to 10,000");
        if (!(LeastImprovement >= 0 && double.IsFinite(LeastImprovement)))
            faults.Add($"least improvement is {LeastImprovement}, must be finite and 0 or more");
        if (faults.Count > 0)
            throw new ArgumentException($"Early stopping out of range: {string.Join("; ", faults)}.");
    }
}
