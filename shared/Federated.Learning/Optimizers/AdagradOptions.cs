using Federated.Learning.Kernels;
using Federated.Learning.Tensors;

namespace Federated.Learning.Optimizers;

/// <summary>Constants of <see cref="Adagrad"/>; the defaults are PyTorch's, learning rate 0.01.</summary>
public sealed record AdagradOptions : OptimizerOptions
{
    /// <summary>The defaults.</summary>
    public AdagradOptions()
        : base(0.01f)
    {
    }

    /// <summary>κ, finite and 0 (default) or more: step t, counted from 0, has learning rate η/(1 + κ·t).</summary>
    public float LearningRateDecay { get; init; }

    /// <summary>What the sums of squares start with, finite and 0 (default) or more.</summary>
    public float InitialSum { get; init; }

    /// <summary>Added to the root of the sum, above 0. Default 1e-10.</summary>
    public float Epsilon { get; init; } = 1e-10f;

    /// <inheritdoc/>
    public override IOptimizer Create(IReadOnlyList<Parameter> parameters, Workers? workers = null) => new Adagrad(parameters, this, workers);

    /// <inheritdoc/>
    protected override void AddFaults(IList<string> faults)
    {
        ArgumentNullException.ThrowIfNull(faults);
        if (!(LearningRateDecay >= 0 && float.IsFinite(LearningRateDecay)))
            faults.Add($"learning rate decay is {LearningRateDecay}, must be finite and 0 or more");
        if (!(InitialSum >= 0 && float.IsFinite(InitialSum)))
            faults.Add($"initial sum is {InitialSum}, must be finite and 0 or more");
        RequirePositive(faults, "epsilon", Epsilon);
    }
}
