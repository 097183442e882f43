using Federated.Learning.Kernels;
using Federated.Learning.Tensors;

namespace Federated.Learning.Optimizers;

/// <summary>
/// RMSprop (Tieleman and Hinton 2012, lecture 6.5) in PyTorch's form: g ← g + λ·θ, s ← α·s + (1 − α)·g², θ ← θ − η·g/(√s + ε); with momentum
/// b ← μ·b + g/(√s + ε), θ ← θ − η·b. Centred (Graves 2013), a ← α·a + (1 − α)·g and √max(s − a², 0) stands for √s.
/// </summary>
public sealed class RmsProp : IOptimizer
{
    private readonly RmsPropOptions _options;
    private readonly ParameterUpdates<RmsPropStep>? _plain;
    private readonly ParameterUpdates<CenteredStep>? _centered;

    /// <summary>Starts with empty running means.</summary>
    /// <param name="parameters">What to move.</param>
    /// <param name="options">Checked first.</param>
    /// <param name="workers">Threads for large parameters; the calling thread alone when left out.</param>
    /// <exception cref="ArgumentException">A constant is out of range.</exception>
    public RmsProp(IReadOnlyList<Parameter> parameters, RmsPropOptions options, Workers? workers = null)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        _options = options;
        LearningRate = options.LearningRate;
        if (options.Centered)
            _centered = new ParameterUpdates<CenteredStep>(parameters, options, workers, 0, 0);
        else if (options.Momentum > 0)
            _plain = new ParameterUpdates<RmsPropStep>(parameters, options, workers, 0, 0);
        else
            _plain = new ParameterUpdates<RmsPropStep>(parameters, options, workers, 0);
    }

    /// <inheritdoc/>
    public float LearningRate { get; set; }

    /// <inheritdoc/>
    public void ApplyGradients()
    {
        double memory = Written.Decimal(_options.Memory);
        _plain?.Apply(new RmsPropStep(LearningRate, memory, _options.Epsilon, _options.Momentum, _options.WeightDecay));
        _centered?.Apply(new CenteredStep(LearningRate, memory, _options.Epsilon, _options.WeightDecay));
    }
}
