using Federated.Learning.Kernels;
using Federated.Learning.Tensors;

namespace Federated.Learning.Optimizers;

/// <summary>Constants of <see cref="Yogi"/>; the defaults are those of Zaheer et al. (2018, section 5), learning rate 0.01.</summary>
public sealed record YogiOptions : OptimizerOptions
{
    /// <summary>The defaults.</summary>
    public YogiOptions()
        : base(0.01f)
    {
    }

    /// <summary>Memory of the mean gradient, 0 to below 1. Default 0.9.</summary>
    public float Beta1 { get; init; } = 0.9f;

    /// <summary>How slowly the estimate of the squared gradient follows it, 0 to below 1. Default 0.999.</summary>
    public float Beta2 { get; init; } = 0.999f;

    /// <summary>Added to the root of the squared gradient, above 0. Default 0.001.</summary>
    public float Epsilon { get; init; } = 1e-3f;

    /// <summary>What the estimate of the squared gradient starts with, finite and 0 or more. Default 1e-6.</summary>
    public float InitialSquare { get; init; } = 1e-6f;

    /// <inheritdoc/>
    public override IOptimizer Create(IReadOnlyList<Parameter> parameters, Workers? workers = null) => new Yogi(parameters, this, workers);

    /// <inheritdoc/>
    protected override void AddFaults(IList<string> faults)
    {
        ArgumentNullException.ThrowIfNull(faults);
        RequireShare(faults, "beta 1", Beta1);
        RequireShare(faults, "beta 2", Beta2);
        RequirePositive(faults, "epsilon", Epsilon);
        if (!(InitialSquare >= 0 && float.IsFinite(InitialSquare)))
            faults.Add($"initial square is {InitialSquare}, must be finite and 0 or more");
    }
}
