using Federated.Learning.Kernels;
using Federated.Learning.Tensors;

namespace Federated.Learning.Optimizers;

/// <summary>
/// Stochastic gradient descent with momentum in PyTorch's form: g ← g + λ·θ, v ← μ·v + (1 − τ)·g (the first step: v ← g), θ ← θ − η·v; with Nesterov's
/// step θ ← θ − η·(g + μ·v). Without momentum θ ← θ − η·g, and nothing is remembered.
/// </summary>
public sealed class Sgd : IOptimizer
{
    private readonly SgdOptions _options;
    private readonly ParameterUpdates<SgdStep>? _plain;
    private readonly ParameterUpdates<DampenedStep>? _dampened;
    private bool _moved;

    /// <summary>Starts at rest.</summary>
    /// <param name="parameters">What to move.</param>
    /// <param name="options">Checked first.</param>
    /// <param name="workers">Threads for large parameters; the calling thread alone when left out.</param>
    /// <exception cref="ArgumentException">A constant is out of range.</exception>
    public Sgd(IReadOnlyList<Parameter> parameters, SgdOptions options, Workers? workers = null)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        _options = options;
        LearningRate = options.LearningRate;
        if (options.Momentum > 0 && options.Dampening > 0)
            _dampened = new ParameterUpdates<DampenedStep>(parameters, options, workers, 0);
        else if (options.Momentum > 0)
            _plain = new ParameterUpdates<SgdStep>(parameters, options, workers, 0);
        else
            _plain = new ParameterUpdates<SgdStep>(parameters, options, workers);
    }

    /// <summary>Starts at rest.</summary>
    /// <param name="parameters">What to move.</param>
    /// <param name="learningRate">η, above 0.</param>
    /// <param name="momentum">μ, 0 (default) to below 1.</param>
    /// <param name="weightDecay">λ, 0 (default) or more.</param>
    public Sgd(IReadOnlyList<Parameter> parameters, float learningRate, float momentum = 0, float weightDecay = 0)
        : this(parameters, new SgdOptions { LearningRate = learningRate, Momentum = momentum, WeightDecay = weightDecay })
    {
    }

    /// <inheritdoc/>
    public float LearningRate { get; set; }

    /// <inheritdoc/>
    public void ApplyGradients()
    {
        _plain?.Apply(new SgdStep(LearningRate, _options.Momentum, _options.WeightDecay, _options.Nesterov));
        _dampened?.Apply(new DampenedStep(LearningRate, _options.Momentum, _moved ? 1 - _options.Dampening : 1, _options.WeightDecay));
        _moved = true;
    }
}
