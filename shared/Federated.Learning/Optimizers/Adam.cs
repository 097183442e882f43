using Federated.Learning.Kernels;
using Federated.Learning.Tensors;

namespace Federated.Learning.Optimizers;

/// <summary>
/// Adam (Kingma and Ba 2015, algorithm 1), with decoupled weight decay (Loshchilov and Hutter 2019, algorithm 2) when one is set:
/// θ ← (1 − η·λ)·θ − η·m̂/(√v̂ + ε), m̂ and v̂ being the bias-corrected running means of g and g².
/// Row-sparse, ε is added to √v before its correction, as PyTorch's SparseAdam does.
/// </summary>
public sealed class Adam : IOptimizer
{
    private readonly AdamOptions _options;
    private readonly ParameterUpdates<AdamStep> _updates;
    private readonly ParameterUpdates<AdamStep>? _sparseUpdates;
    private int _steps;

    /// <summary>Starts with empty running means.</summary>
    /// <param name="parameters">What to move.</param>
    /// <param name="options">Checked first.</param>
    /// <param name="workers">Threads for large parameters; the calling thread alone when left out.</param>
    /// <exception cref="ArgumentException">A constant is out of range.</exception>
    public Adam(IReadOnlyList<Parameter> parameters, AdamOptions options, Workers? workers = null)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        _options = options;
        LearningRate = options.LearningRate;
        Parameter[] tables = options.RowSparse ? [.. parameters.Where(parameter => parameter.Touched is not null)] : [];
        _updates = new ParameterUpdates<AdamStep>([.. parameters.Except(tables)], options, workers, 0, 0);
        _sparseUpdates = tables.Length > 0 ? new ParameterUpdates<AdamStep>(tables, options, workers, 0, 0) : null;
    }

    /// <inheritdoc/>
    public float LearningRate { get; set; }

    /// <inheritdoc/>
    public void ApplyGradients()
    {
        _steps++;
        double beta1 = Written.Decimal(_options.Beta1), beta2 = Written.Decimal(_options.Beta2), decay = _options.WeightDecay;
        _updates.Apply(new AdamStep(_steps, LearningRate, beta1, beta2, _options.Epsilon, decay, _options.DecayKind == WeightDecayKind.Decoupled));
        _sparseUpdates?.Apply(new AdamStep(_steps, LearningRate, beta1, beta2, _options.Epsilon / Math.Sqrt(1 - Math.Pow(beta2, _steps))));
    }
}
