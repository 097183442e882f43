using Federated.Learning.Kernels;
using Federated.Learning.Tensors;

namespace Federated.Learning.Optimizers;

/// <summary>Constants of <see cref="Adam"/>; the defaults are those of Kingma and Ba (2015), learning rate 0.001 and no decay.</summary>
public sealed record AdamOptions : OptimizerOptions
{
    /// <summary>The defaults.</summary>
    public AdamOptions()
        : base(0.001f)
    {
    }

    /// <summary>Memory of the mean gradient, 0 to below 1. Default 0.9.</summary>
    public float Beta1 { get; init; } = 0.9f;

    /// <summary>Memory of the mean squared gradient, 0 to below 1. Default 0.999.</summary>
    public float Beta2 { get; init; } = 0.999f;

    /// <summary>Added to the root of the squared gradient, above 0. Default 1e-8.</summary>
    public float Epsilon { get; init; } = 1e-8f;

    /// <summary>What weight decay acts on. Default: the values themselves, as PyTorch's AdamW.</summary>
    public WeightDecayKind DecayKind { get; init; }

    /// <inheritdoc/>
    public override IOptimizer Create(IReadOnlyList<Parameter> parameters, Workers? workers = null) => new Adam(parameters, this, workers);

    /// <inheritdoc/>
    protected override void AddFaults(IList<string> faults)
    {
        RequireShare(faults, "beta 1", Beta1);
        RequireShare(faults, "beta 2", Beta2);
        RequirePositive(faults, "epsilon", Epsilon);
        if (!Enum.IsDefined(DecayKind))
            faults.Add($"decay kind is {DecayKind}, must be Decoupled or Gradient");
    }
}
