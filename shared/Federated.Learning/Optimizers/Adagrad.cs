using Federated.Learning.Kernels;
using Federated.Learning.Tensors;

namespace Federated.Learning.Optimizers;

/// <summary>
/// Adagrad (Duchi, Hazan and Singer 2011, with a diagonal matrix): g ← g + λ·θ, s ← s + g², θ ← θ − η/(1 + κ·t)·g/(√s + ε). Rows without a gradient stay
/// where they are by themselves, unless there is weight decay.
/// </summary>
public sealed class Adagrad : IOptimizer
{
    private readonly AdagradOptions _options;
    private readonly ParameterUpdates<AdagradStep> _updates;
    private int _steps;

    /// <summary>Starts with the initial sums.</summary>
    /// <param name="parameters">What to move.</param>
    /// <param name="options">Checked first.</param>
    /// <param name="workers">Threads for large parameters; the calling thread alone when left out.</param>
    /// <exception cref="ArgumentException">A constant is out of range.</exception>
    public Adagrad(IReadOnlyList<Parameter> parameters, AdagradOptions options, Workers? workers = null)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        _options = options;
        LearningRate = options.LearningRate;

        // A gradient of zero moves nothing and adds nothing to the sum, so the rows without one need no visit.
        OptimizerOptions visits = options.WeightDecay > 0 ? options : options with { RowSparse = true };
        _updates = new ParameterUpdates<AdagradStep>(parameters, visits, workers, options.InitialSum);
    }

    /// <inheritdoc/>
    public float LearningRate { get; set; }

    /// <inheritdoc/>
    public void ApplyGradients()
        => _updates.Apply(new AdagradStep(++_steps, LearningRate, _options.LearningRateDecay, _options.Epsilon, _options.WeightDecay));
}
