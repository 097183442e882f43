using System.Numerics.Tensors;

namespace Federated.Learning.Modules;

/// <summary>max(x, 0); its derivative at 0 is taken as 0.</summary>
internal sealed class Relu(int size) : IModule
{
    private readonly BatchBuffer _output = new();
    private readonly BatchBuffer _inputGradient = new();
    private ReadOnlyMemory<float> _lastOutput;

    public int InputSize => size;

    public int OutputSize => size;

    public IReadOnlyList<Parameter> Parameters => [];

    public ReadOnlyMemory<float> Forward(ReadOnlyMemory<float> input, int rows, bool training)
    {
        Memory<float> output = _output.Take(rows * size);
        TensorPrimitives.Max(input.Span, 0f, output.Span);
        _lastOutput = output;
        return output;
    }

    public ReadOnlyMemory<float> Backward(ReadOnlyMemory<float> outputGradient, int rows, bool inputGradient)
    {
        Memory<float> gradient = _inputGradient.Take(rows * size);
        ReadOnlySpan<float> output = _lastOutput.Span;
        ReadOnlySpan<float> incoming = outputGradient.Span;
        Span<float> result = gradient.Span;
        for (int index = 0; index < result.Length; index++)
            result[index] = output[index] > 0 ? incoming[index] : 0;
        return gradient;
    }
}
