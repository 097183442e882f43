using Federated.Learning.Kernels;
using Federated.Learning.Tensors;

namespace Federated.Learning.Optimizers;

/// <summary>Constants of <see cref="Sgd"/>; by default plain gradient descent of learning rate 0.01.</summary>
public sealed record SgdOptions : OptimizerOptions
{
    /// <summary>The defaults.</summary>
    public SgdOptions()
        : base(0.01f)
    {
    }

    /// <summary>μ, 0 (default) to below 1.</summary>
    public float Momentum { get; init; }

    /// <summary>τ, 0 (default) to 1: how much less than all of a gradient enters the velocity. The optimiser's first step takes all of it.</summary>
    public float Dampening { get; init; }

    /// <summary>Whether the step looks ahead along the velocity (Sutskever et al. 2013); it needs a momentum and no dampening. Default false.</summary>
    public bool Nesterov { get; init; }

    /// <inheritdoc/>
    public override IOptimizer Create(IReadOnlyList<Parameter> parameters, Workers? workers = null) => new Sgd(parameters, this, workers);

    /// <inheritdoc/>
    protected override void AddFaults(IList<string> faults)
    {
        ArgumentNullException.ThrowIfNull(faults);
        RequireShare(faults, "momentum", Momentum);
        if (!(Dampening >= 0 && Dampening <= 1))
            faults.Add($"dampening is {Dampening}, must be 0 to 1");
        if (Nesterov && (Momentum == 0 || Dampening != 0))
            faults.Add($"Nesterov's step was asked for with momentum {Momentum} and dampening {Dampening}, must have a momentum and no dampening");
    }
}
