using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
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
    private readonly ParameterUpdates<PlainRule>? _plain;
    private readonly ParameterUpdates<MomentumRule>? _withMomentum;
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
        if (options.Momentum > 0)
            _withMomentum = new ParameterUpdates<MomentumRule>(parameters, options, workers);
        else
            _plain = new ParameterUpdates<PlainRule>(parameters, options, workers);
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
        _plain?.Apply(new PlainRule(LearningRate, _options.WeightDecay));
        _withMomentum?.Apply(new MomentumRule(LearningRate, _options, _moved ? 1 - _options.Dampening : 1));
        _moved = true;
    }

    private readonly struct PlainRule(float rate, float decay) : IUpdateRule
    {
        private readonly Vector512<float> _rate = Vector512.Create(rate);
        private readonly Vector512<float> _decay = Vector512.Create(decay);

        public static int States => 0;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector512<float> Move(Vector512<float> value, Vector512<float> gradient, ref Vector512<float> first, ref Vector512<float> second, ref Vector512<float> third)
            => value - ((gradient + (value * _decay)) * _rate);
    }

    private readonly struct MomentumRule(float rate, SgdOptions options, float share) : IUpdateRule
    {
        private readonly Vector512<float> _rate = Vector512.Create(rate);
        private readonly Vector512<float> _decay = Vector512.Create(options.WeightDecay);
        private readonly Vector512<float> _momentum = Vector512.Create(options.Momentum);
        private readonly Vector512<float> _share = Vector512.Create(share);
        private readonly Vector512<float> _ownShare = Vector512.Create(options.Nesterov ? 1f : 0);
        private readonly Vector512<float> _velocityShare = Vector512.Create(options.Nesterov ? options.Momentum : 1);

        public static int States => 1;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector512<float> Move(Vector512<float> value, Vector512<float> gradient, ref Vector512<float> first, ref Vector512<float> second, ref Vector512<float> third)
        {
            gradient += value * _decay;
            first = Subnormal.Flush((first * _momentum) + (gradient * _share));
            return value - (((gradient * _ownShare) + (first * _velocityShare)) * _rate);
        }
    }
}
