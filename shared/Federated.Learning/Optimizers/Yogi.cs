using Federated.Learning.Kernels;
using Federated.Learning.Tensors;

namespace Federated.Learning.Optimizers;

/// <summary>
/// Yogi (Zaheer et al. 2018, algorithm 2): g ← g + λ·θ, m ← β₁·m + (1 − β₁)·g, v ← v − (1 − β₂)·sign(v − g²)·g², θ ← θ − η·m̂/(√v̂ + ε). The estimate v moves
/// by at most (1 − β₂)·g², so one step of large gradients does not make the following steps small at once. Both are
/// corrected for their start as Adam's are, which the paper's algorithm leaves out.
/// </summary>
public sealed class Yogi : IOptimizer
{
    private readonly YogiOptions _options;
    private readonly ParameterUpdates<YogiStep> _updates;
    private int _steps;

    /// <summary>Starts with no mean and the initial square.</summary>
    /// <param name="parameters">What to move.</param>
    /// <param name="options">Checked first.</param>
    /// <param name="workers">Threads for large parameters; the calling thread alone when left out.</param>
    /// <exception cref="ArgumentException">A constant is out of range.</exception>
    public Yogi(IReadOnlyList<Parameter> parameters, YogiOptions options, Workers? workers = null)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        _options = options;
        LearningRate = options.LearningRate;
        _updates = new ParameterUpdates<YogiStep>(parameters, options, workers, 0, options.InitialSquare);
    }

    /// <inheritdoc/>
    public float LearningRate { get; set; }

    /// <inheritdoc/>
    public void ApplyGradients()
        => _updates.Apply(new YogiStep(++_steps, LearningRate, Written.Decimal(_options.Beta1), Written.Decimal(_options.Beta2), _options.Epsilon, _options.WeightDecay));
}
