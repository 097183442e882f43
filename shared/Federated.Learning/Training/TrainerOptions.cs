namespace Federated.Learning.Training;

/// <summary>
/// How a model is trained by <see cref="Trainer"/>: mini-batches in shuffled order, Adam with decoupled weight decay. The defaults are those of a round of
/// federated averaging on tables of thousands to tens of thousands of rows a node.
/// </summary>
public sealed record TrainerOptions
{
    /// <summary>Passes over the rows, 1 to 10,000. Default 2.</summary>
    public int Epochs { get; init; } = 2;

    /// <summary>Rows of a step, 1 to 1,000,000; the last batch of a pass may be smaller. Default 32.</summary>
    public int BatchSize { get; init; } = 32;

    /// <summary>Adam's step size, above 0 to 1. Default 0.003.</summary>
    public float LearningRate { get; init; } = 0.003f;

    /// <summary>Decoupled weight decay, 0 to 1 ÷ learning rate. Default 0.1.</summary>
    public float WeightDecay { get; init; } = 0.1f;

    /// <summary>Fixes the order of the rows. Default 0.</summary>
    public ulong Seed { get; init; }

    /// <summary>Requires every value in its range.</summary>
    /// <exception cref="ArgumentException">Values out of range; the message names all of them.</exception>
    public void Validate()
    {
        var faults = new List<string>();
        if (Epochs is < 1 or > 10_000)
            faults.Add($"epochs is {Epochs}, must be 1 to 10,000");
        if (BatchSize is < 1 or > 1_000_000)
            faults.Add($"batch size is {BatchSize}, must be 1 to 1,000,000");
        if (!(LearningRate > 0 && LearningRate <= 1))
            faults.Add($"learning rate is {LearningRate}, must be above 0 and at most 1");
        if (!(WeightDecay >= 0 && WeightDecay * LearningRate <= 1))
            faults.Add($"weight decay is {WeightDecay}, must be 0 or more and at most 1 divided by the learning rate");
        if (faults.Count > 0)
            throw new ArgumentException($"Training options out of range: {string.Join("; ", faults)}.");
    }
}
