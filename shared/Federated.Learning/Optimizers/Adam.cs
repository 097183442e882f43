using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
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
    private readonly ParameterUpdates<Rule> _updates;
    private readonly ParameterUpdates<Rule>? _sparseUpdates;
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
        _updates = new ParameterUpdates<Rule>([.. parameters.Except(tables)], options, workers);
        _sparseUpdates = tables.Length > 0 ? new ParameterUpdates<Rule>(tables, options, workers) : null;
    }

    /// <inheritdoc/>
    public float LearningRate { get; set; }

    /// <inheritdoc/>
    public void ApplyGradients()
    {
        _steps++;
        double meanCorrection = 1 - Math.Pow(_options.Beta1, _steps);
        double squareCorrection = 1 - Math.Pow(_options.Beta2, _steps);
        float step = (float)(LearningRate / meanCorrection);
        float root = (float)(1 / Math.Sqrt(squareCorrection));
        bool decoupled = _options.DecayKind == WeightDecayKind.Decoupled;
        float keep = decoupled ? 1 - (LearningRate * _options.WeightDecay) : 1, pull = decoupled ? 0 : _options.WeightDecay;
        _updates.Apply(new Rule(_options, step, root, keep, pull, _options.Epsilon));
        _sparseUpdates?.Apply(new Rule(_options, step, root, 1, 0, _options.Epsilon * root));
    }

    private readonly struct Rule(AdamOptions options, float step, float root, float keep, float pull, float epsilon) : IUpdateRule
    {
        private readonly Vector512<float> _meanMemory = Vector512.Create(options.Beta1);
        private readonly Vector512<float> _meanShare = Vector512.Create(1 - options.Beta1);
        private readonly Vector512<float> _squareMemory = Vector512.Create(options.Beta2);
        private readonly Vector512<float> _squareShare = Vector512.Create(1 - options.Beta2);
        private readonly Vector512<float> _step = Vector512.Create(step);
        private readonly Vector512<float> _root = Vector512.Create(root);
        private readonly Vector512<float> _keep = Vector512.Create(keep);
        private readonly Vector512<float> _pull = Vector512.Create(pull);
        private readonly Vector512<float> _epsilon = Vector512.Create(epsilon);

        public static int States => 2;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector512<float> Move(Vector512<float> value, Vector512<float> gradient, ref Vector512<float> first, ref Vector512<float> second, ref Vector512<float> third)
        {
            gradient += value * _pull;
            first = Subnormal.Flush((first * _meanMemory) + (gradient * _meanShare));
            second = (second * _squareMemory) + (gradient * gradient * _squareShare);
            return (value * _keep) - (first * _step / ((Vector512.Sqrt(second) * _root) + _epsilon));
        }
    }
}
