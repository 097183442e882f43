using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Federated.Learning.Kernels;
using Federated.Learning.Tensors;

namespace Federated.Learning.Optimizers;

/// <summary>
/// RMSprop (Tieleman and Hinton 2012, lecture 6.5) in PyTorch's form: g ← g + λ·θ, s ← α·s + (1 − α)·g², θ ← θ − η·g/(√s + ε). Centred (Graves 2013),
/// a ← α·a + (1 − α)·g and √max(s − a², 0) stands for √s; with momentum b ← μ·b + g/(√s + ε) and θ ← θ − η·b.
/// </summary>
public sealed class RmsProp : IOptimizer
{
    private readonly RmsPropOptions _options;
    private readonly ParameterUpdates<PlainRule>? _plain;
    private readonly ParameterUpdates<FullRule>? _full;

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
        if (options.Centered || options.Momentum > 0)
            _full = new ParameterUpdates<FullRule>(parameters, options, workers);
        else
            _plain = new ParameterUpdates<PlainRule>(parameters, options, workers);
    }

    /// <inheritdoc/>
    public float LearningRate { get; set; }

    /// <inheritdoc/>
    public void ApplyGradients()
    {
        _plain?.Apply(new PlainRule(LearningRate, _options));
        _full?.Apply(new FullRule(LearningRate, _options));
    }

    private readonly struct PlainRule(float rate, RmsPropOptions options) : IUpdateRule
    {
        private readonly Vector512<float> _rate = Vector512.Create(rate);
        private readonly Vector512<float> _decay = Vector512.Create(options.WeightDecay);
        private readonly Vector512<float> _memory = Vector512.Create(options.Memory);
        private readonly Vector512<float> _share = Vector512.Create(1 - options.Memory);
        private readonly Vector512<float> _epsilon = Vector512.Create(options.Epsilon);

        public static int States => 1;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector512<float> Move(Vector512<float> value, Vector512<float> gradient, ref Vector512<float> first, ref Vector512<float> second, ref Vector512<float> third)
        {
            gradient += value * _decay;
            first = Subnormal.Flush((first * _memory) + (gradient * gradient * _share));
            return value - (gradient * _rate / (Vector512.Sqrt(first) + _epsilon));
        }
    }

    // Without momentum μ = 0, and b is the step itself; uncentred, a² counts nothing.
    private readonly struct FullRule(float rate, RmsPropOptions options) : IUpdateRule
    {
        private readonly Vector512<float> _rate = Vector512.Create(rate);
        private readonly Vector512<float> _decay = Vector512.Create(options.WeightDecay);
        private readonly Vector512<float> _memory = Vector512.Create(options.Memory);
        private readonly Vector512<float> _share = Vector512.Create(1 - options.Memory);
        private readonly Vector512<float> _epsilon = Vector512.Create(options.Epsilon);
        private readonly Vector512<float> _momentum = Vector512.Create(options.Momentum);
        private readonly Vector512<float> _centered = Vector512.Create(options.Centered ? 1f : 0);

        public static int States => 3;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector512<float> Move(Vector512<float> value, Vector512<float> gradient, ref Vector512<float> first, ref Vector512<float> second, ref Vector512<float> third)
        {
            gradient += value * _decay;
            first = Subnormal.Flush((first * _memory) + (gradient * gradient * _share));
            second = Subnormal.Flush((second * _memory) + (gradient * _share));
            Vector512<float> root = Vector512.Sqrt(Vector512.Max(first - (second * second * _centered), Vector512<float>.Zero));
            third = Subnormal.Flush((third * _momentum) + (gradient / (root + _epsilon)));
            return value - (third * _rate);
        }
    }
}
