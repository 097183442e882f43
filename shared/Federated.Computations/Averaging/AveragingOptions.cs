using Federated.Learning.Training;

namespace Federated.Computations.Averaging;

/// <summary>Hyperparameters of <see cref="FederatedAveraging"/>, the same on every node.</summary>
public sealed record AveragingOptions
{
    /// <summary>Rounds in all, 1 to 10,000. Default 30.</summary>
    public int Rounds { get; init; } = 30;

    /// <summary>How each node trains in a round; its seed is not used, rounds and nodes have their own.</summary>
    public TrainerOptions Local { get; init; } = new();

    /// <summary>Factor on the mean update, above 0 to 10. Default 1: the mean of the nodes' parameters.</summary>
    public double ServerLearningRate { get; init; } = 1;

    /// <summary>Largest Euclidean norm of a node's update, above 0; longer ones are scaled down. Default 10.</summary>
    public double ClipNorm { get; init; } = 10;

    /// <summary>Bits of a quantised coordinate, 8 to 32. Default 16.</summary>
    public int Bits { get; init; } = 16;

    /// <summary>Requires every value in its range.</summary>
    /// <exception cref="ArgumentException">Values out of range; the message names all of them.</exception>
    public void Validate()
    {
        var faults = new List<string>();
        if (Rounds is < 1 or > 10_000)
            faults.Add($"rounds is {Rounds}, must be 1 to 10,000");
        if (!(ServerLearningRate > 0 && ServerLearningRate <= 10))
            faults.Add($"server learning rate is {ServerLearningRate}, must be above 0 and at most 10");
        if (!(ClipNorm > 0 && ClipNorm <= 1e6))
            faults.Add($"clipping norm is {ClipNorm}, must be above 0 and at most 1,000,000");
        if (Bits is < 8 or > 32)
            faults.Add($"bits is {Bits}, must be 8 to 32");
        if (faults.Count > 0)
            throw new ArgumentException($"Averaging options out of range: {string.Join("; ", faults)}.");
        Local.Validate();
    }
}
