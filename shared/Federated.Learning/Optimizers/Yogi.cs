using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Federated.Learning.Kernels;
using Federated.Learning.Tensors;

namespace Federated.Learning.Optimizers;

/// <summary>
/// Yogi (Zaheer et al. 2018, algorithm 2): g ← g + λ·θ, m ← β₁·m + (1 − β₁)·g, v ← v − (1 − β₂)·sign(v − g²)·g², θ ← θ − η·m/(√v + ε). The estimate v moves
/// by at most (1 − β₂)·g², so one step of large gradients does not make the following steps small at once; there is no bias correction.
/// </summary>
public sealed class Yogi : IOptimizer
{
    private readonly YogiOptions _options;
    private readonly ParameterUpdates<Rule> _updates;

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
        _updates = new ParameterUpdates<Rule>(parameters, options, workers, 0, options.InitialSquare);
    }

    /// <inheritdoc/>
    public float LearningRate { get; set; }

    /// <inheritdoc/>
    public void ApplyGradients() => _updates.Apply(new Rule(LearningRate, _options));

    private readonly struct Rule(float rate, YogiOptions options) : IUpdateRule
    {
        private readonly Vector512<float> _rate = Vector512.Create(rate);
        private readonly Vector512<float> _decay = Vector512.Create(options.WeightDecay);
        private readonly Vector512<float> _meanMemory = Vector512.Create(options.Beta1);
        private readonly Vector512<float> _meanShare = Vector512.Create(1 - options.Beta1);
        private readonly Vector512<float> _squareShare = Vector512.Create(1 - options.Beta2);
        private readonly Vector512<float> _epsilon = Vector512.Create(options.Epsilon);

        public static int States => 2;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector512<float> Move(Vector512<float> value, Vector512<float> gradient, ref Vector512<float> first, ref Vector512<float> second, ref Vector512<float> third)
        {
            gradient += value * _decay;
            first = Subnormal.Flush((first * _meanMemory) + (gradient * _meanShare));
            Vector512<float> square = gradient * gradient, move = square * _squareShare;
            Vector512<float> down = Vector512.ConditionalSelect(Vector512.GreaterThan(second, square), move, Vector512<float>.Zero);
            Vector512<float> up = Vector512.ConditionalSelect(Vector512.LessThan(second, square), move, Vector512<float>.Zero);
            second = second - down + up;
            return value - (first * _rate / (Vector512.Sqrt(second) + _epsilon));
        }
    }
}
