using System.Numerics.Tensors;
using Federated.Learning.Randomness;

namespace Federated.Learning.Modules;

/// <summary>
/// Drops each unit with the given probability while training and scales the rest by 1/(1−p), so that scoring needs no change (Srivastava et al. 2014,
/// in its inverted form).
/// </summary>
internal sealed class Dropout(int size, float probability, SeededGenerator source) : IModule
{
    private readonly BatchBuffer _output = new();
    private readonly BatchBuffer _scale = new();
    private readonly BatchBuffer _inputGradient = new();
    private ReadOnlyMemory<float> _lastScale;

    public int InputSize => size;

    public int OutputSize => size;

    public IReadOnlyList<Parameter> Parameters => [];

    public ReadOnlyMemory<float> Forward(ReadOnlyMemory<float> input, int rows, bool training)
    {
        if (!training)
            return input;
        Memory<float> scale = _scale.Take(rows * size);
        Memory<float> output = _output.Take(rows * size);
        uint threshold = (uint)(probability * 4294967296.0);
        float kept = 1 / (1 - probability);
        Span<float> factors = scale.Span;
        for (int index = 0; index < factors.Length; index++)
            factors[index] = (uint)(source.NextBits() >> 32) < threshold ? 0 : kept;
        TensorPrimitives.Multiply(input.Span, factors, output.Span);
        _lastScale = scale;
        return output;
    }

    public ReadOnlyMemory<float> Backward(ReadOnlyMemory<float> outputGradient, int rows, bool inputGradient)
    {
        Memory<float> gradient = _inputGradient.Take(rows * size);
        TensorPrimitives.Multiply(outputGradient.Span, _lastScale.Span, gradient.Span);
        return gradient;
    }
}
