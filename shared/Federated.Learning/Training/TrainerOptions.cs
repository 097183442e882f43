using Federated.Learning.Kernels;
using Federated.Learning.Optimizers;
using Federated.Learning.Tensors;

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

    /// <summary>Another optimiser than Adam, or Adam with other constants: its learning rate and decay then hold, not those above. Default null.</summary>
    public OptimizerOptions? Optimizer { get; init; }

    /// <summary>How the learning rate follows training. Default null: it stays.</summary>
    public LearningRateSchedule? Schedule { get; init; }

    /// <summary>When the learning rate falls because the loss does not. Default null: never.</summary>
    public PlateauOptions? Plateau { get; init; }

    /// <summary>Largest L2 norm of a batch's gradient over all parameters, finite and above 0. Default null: any.</summary>
    public double? ClipNorm { get; init; }

    /// <summary>Largest element of a batch's gradient, finite and above 0; applied before the norm. Default null: any.</summary>
    public float? ClipValue { get; init; }

    /// <summary>Share of the rows that do not train but judge each pass, 0 (default) to 0.9. Which ones hangs on the seed.</summary>
    public double ValidationShare { get; init; }

    /// <summary>When training ends early; the parameters of the best pass are then restored. Default null: it does not.</summary>
    public EarlyStoppingOptions? EarlyStopping { get; init; }

    /// <summary>Clips each row's own gradient and adds noise (DP-SGD). Default null: plain training.</summary>
    public ClippedTrainingOptions? Clipped { get; init; }

    /// <summary>
    /// A term of the objective beside the rows' loss. It joins each batch's gradient before that is clipped; where single rows are clipped, after their noise.
    /// Losses that are reported leave it out. Default null.
    /// </summary>
    public IGradientTerm? Term { get; init; }

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
        if (ClipNorm is { } norm && !(norm > 0 && double.IsFinite(norm)))
            faults.Add($"clipping norm is {norm}, must be finite and above 0");
        if (ClipValue is { } value && !(value > 0 && float.IsFinite(value)))
            faults.Add($"clipping value is {value}, must be finite and above 0");
        if (!(ValidationShare >= 0 && ValidationShare <= 0.9))
            faults.Add($"validation share is {ValidationShare}, must be 0 to 0.9");
        if (Clipped is not null && (ClipNorm is not null || ClipValue is not null))
            faults.Add("single rows' gradients are clipped and those of batches too, must be one of them");
        if (faults.Count > 0)
            throw new ArgumentException($"Training options out of range: {string.Join("; ", faults)}.");
        Optimizer?.Validate();
        Schedule?.Validate();
        Plateau?.Validate();
        EarlyStopping?.Validate();
        Clipped?.Validate();
    }

    /// <summary>The optimiser that is asked for, at rest.</summary>
    internal IOptimizer CreateOptimizer(IReadOnlyList<Parameter> parameters, Workers? workers = null)
        => (Optimizer ?? new AdamOptions { LearningRate = LearningRate, WeightDecay = WeightDecay }).Create(parameters, workers);
}
