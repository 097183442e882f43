using Federated.Learning.Optimizers;
using Federated.Learning.Training;

namespace Federated.Computations.Averaging;

/// <summary>
/// Hyperparameters of <see cref="FederatedAveraging"/>, the same on every node. The defaults are FedAvg. FedProx: <see cref="ProximalWeight"/>. FedAdam, FedYogi,
/// FedAdagrad: <see cref="Server"/>. SCAFFOLD: <see cref="ControlVariates"/>. FedBN: <see cref="LocalNormalization"/>. They combine, but control variates
/// exclude a proximal term and an optimiser on the coordinator.
/// </summary>
public sealed record AveragingOptions
{
    /// <summary>Rounds in all, 1 to 10,000. Default 30.</summary>
    public int Rounds { get; init; } = 30;

    /// <summary>How each node trains in a round; its seed and its term are not used, rounds and nodes have their own.</summary>
    public TrainerOptions Local { get; init; } = new();

    /// <summary>Factor on the mean update, above 0 to 10. Default 1: the mean of the nodes' parameters.</summary>
    public double ServerLearningRate { get; init; } = 1;

    /// <summary>Largest Euclidean norm of a node's update, above 0; longer ones are scaled down. Default 10.</summary>
    public double ClipNorm { get; init; } = 10;

    /// <summary>
    /// Whether each node counts once, whatever number of rows it has. Default false: by its share of the rows, which is its own word. A robust mean that bears so many
    /// bad nodes needs it, or one that says it has most of the rows is most of them.
    /// </summary>
    public bool EqualWeights { get; init; }

    /// <summary>
    /// Precision of an update, 8 to 32, with rotation 6 to 32: a coordinate of a node that has a sixteenth of all rows is rounded to so many bits, of one with more rows more finely. A node
    /// uploads 5 bits more for each coordinate. Default 16.
    /// </summary>
    public int Bits { get; init; } = 16;

    /// <summary>
    /// Whether updates are rotated before they are rounded (<c>RandomRotation</c> of the secure sum). Their bits then cover what a coordinate of a rotated update can be, not the whole clipping norm: of 10⁴ parameters
    /// 8 bits are as good as 12 or 13 otherwise. Default false.
    /// </summary>
    public bool Rotates { get; init; }

    /// <summary>μ of FedProx, 0 (default: none) to 1,000: pulls local training towards the joint parameters, each by μ times its distance.</summary>
    public double ProximalWeight { get; init; }

    /// <summary>An optimiser on the coordinator. Default null: the mean update, times the learning rate, is added.</summary>
    public AdaptiveServer? Server { get; init; }

    /// <summary>
    /// Whether nodes correct their drift by control variates (SCAFFOLD). Local training must then be plain gradient descent
    /// (<see cref="SgdOptions"/> without momentum, schedule or early stopping), and every node needs a <see cref="NodeMemory"/>. Default false.
    /// </summary>
    public bool ControlVariates { get; init; }

    /// <summary>Largest Euclidean norm of a change of a node's control variate, in units of the gradient, above 0; longer ones are scaled down. Default 10.</summary>
    public double ControlClipNorm { get; init; } = 10;

    /// <summary>
    /// Whether batch normalisations stay on their node, parameters and running statistics (FedBN). Every node then needs a <see cref="NodeMemory"/>.
    /// Default false.
    /// </summary>
    public bool LocalNormalization { get; init; }

    /// <summary>Whether a node keeps something for itself between rounds.</summary>
    public bool NeedsMemory => ControlVariates || LocalNormalization;

    /// <summary>Requires every value in its range, and what belongs together together.</summary>
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
        int fewest = Rotates ? 6 : 8;
        if (Bits < fewest || Bits > 32)
            faults.Add($"bits is {Bits}, must be {fewest} to 32");
        if (!(ProximalWeight >= 0 && ProximalWeight <= 1000))
            faults.Add($"proximal weight is {ProximalWeight}, must be 0 to 1,000");
        if (!(ControlClipNorm > 0 && ControlClipNorm <= 1e6))
            faults.Add($"control clipping norm is {ControlClipNorm}, must be above 0 and at most 1,000,000");
        Server?.AddFaults(faults);
        if (ControlVariates)
            AddControlFaults(faults);
        if (faults.Count > 0)
            throw new ArgumentException($"Averaging options out of range: {string.Join("; ", faults)}.");
        Local.Validate();
    }

    private void AddControlFaults(List<string> faults)
    {
        if (ProximalWeight > 0 || Server is not null)
            faults.Add("control variates are used with a proximal term or a server optimiser, must be alone");
        if (EqualWeights)
            faults.Add("control variates are used, so nodes must weigh by their rows");
        if (Local.Optimizer is not SgdOptions { Momentum: 0 })
            faults.Add("control variates are used, so the local optimiser must be gradient descent without momentum");
        if (Local.Schedule is not null || Local.Plateau is not null || Local.EarlyStopping is not null)
            faults.Add("control variates are used, so local training must have one learning rate and no early stopping");
    }
}
