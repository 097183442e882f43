using System.Numerics;
using System.Runtime.InteropServices;
using Federated.Learning.Tensors;

namespace Federated.Learning.Optimizers;

/// <summary>
/// Adam (Kingma and Ba 2015, algorithm 1), with decoupled weight decay (Loshchilov and Hutter 2019, algorithm 2) when one is set:
/// θ ← (1 − η·λ)·θ − η·m̂/(√v̂ + ε), m̂ and v̂ being the bias-corrected running means of g and g².
/// </summary>
public sealed class Adam : IOptimizer
{
    private readonly IReadOnlyList<Parameter> _parameters;
    private readonly AdamOptions _options;
    private readonly float[][] _means;
    private readonly float[][] _squares;
    private int _steps;

    /// <summary>Starts with empty running means.</summary>
    public Adam(IReadOnlyList<Parameter> parameters, AdamOptions options)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        ArgumentNullException.ThrowIfNull(options);
        _parameters = parameters;
        _options = options;
        _means = [.. parameters.Select(parameter => new float[parameter.Shape.Length])];
        _squares = [.. parameters.Select(parameter => new float[parameter.Shape.Length])];
        LearningRate = options.LearningRate;
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
        for (int index = 0; index < _parameters.Count; index++)
        {
            Move(_parameters[index].Values, _parameters[index].Gradient, _means[index], _squares[index], step, root);
            _parameters[index].Gradient.Clear();
        }
    }

    private void Move(Span<float> values, ReadOnlySpan<float> gradient, Span<float> means, Span<float> squares, float step, float root)
    {
        float keep = 1 - (LearningRate * _options.WeightDecay);
        Span<Vector<float>> wideValues = MemoryMarshal.Cast<float, Vector<float>>(values);
        ReadOnlySpan<Vector<float>> wideGradient = MemoryMarshal.Cast<float, Vector<float>>(gradient);
        Span<Vector<float>> wideMeans = MemoryMarshal.Cast<float, Vector<float>>(means);
        Span<Vector<float>> wideSquares = MemoryMarshal.Cast<float, Vector<float>>(squares);
        var epsilon = new Vector<float>(_options.Epsilon);
        for (int index = 0; index < wideValues.Length; index++)
        {
            Vector<float> slope = wideGradient[index];
            Vector<float> mean = wideMeans[index] = (wideMeans[index] * _options.Beta1) + (slope * (1 - _options.Beta1));
            Vector<float> square = wideSquares[index] = (wideSquares[index] * _options.Beta2) + (slope * slope * (1 - _options.Beta2));
            wideValues[index] = (wideValues[index] * keep) - (mean * step / ((Vector.SquareRoot(square) * root) + epsilon));
        }

        for (int index = wideValues.Length * Vector<float>.Count; index < values.Length; index++)
        {
            float slope = gradient[index];
            means[index] = (means[index] * _options.Beta1) + (slope * (1 - _options.Beta1));
            squares[index] = (squares[index] * _options.Beta2) + (slope * slope * (1 - _options.Beta2));
            values[index] = (values[index] * keep) - (means[index] * step / ((MathF.Sqrt(squares[index]) * root) + _options.Epsilon));
        }
    }
}
