using Federated.Learning.Kernels;
using Federated.Learning.Tensors;

namespace Federated.Learning.Optimizers;

/// <summary>Constants of <see cref="RmsProp"/>; the defaults are PyTorch's, learning rate 0.01.</summary>
public sealed record RmsPropOptions : OptimizerOptions
{
    /// <summary>The defaults.</summary>
    public RmsPropOptions()
        : base(0.01f)
    {
    }

    /// <summary>α, memory of the mean squared gradient, 0 to below 1. Default 0.99.</summary>
    public float Memory { get; init; } = 0.99f;

    /// <summary>Added to the root, above 0. Default 1e-8.</summary>
    public float Epsilon { get; init; } = 1e-8f;

    /// <summary>μ, 0 (default) to below 1.</summary>
    public float Momentum { get; init; }

    /// <summary>Whether the gradient's variance stands under the root in place of its mean square (Graves 2013); not together with momentum. Default false.</summary>
    public bool Centered { get; init; }

    /// <inheritdoc/>
    public override IOptimizer Create(IReadOnlyList<Parameter> parameters, Workers? workers = null) => new RmsProp(parameters, this, workers);

    /// <inheritdoc/>
    protected override void AddFaults(IList<string> faults)
    {
        ArgumentNullException.ThrowIfNull(faults);
        RequireShare(faults, "memory", Memory);
        RequireShare(faults, "momentum", Momentum);
        RequirePositive(faults, "epsilon", Epsilon);
        if (Centered && Momentum > 0)
            faults.Add($"momentum is {Momentum} and the rule is centred, must be one of them");
    }
}
