using System.Numerics;
using System.Numerics.Tensors;
using Federated.Learning.Kernels;
using Federated.Learning.Randomness;
using Federated.Learning.State;

namespace Federated.Learning.Modules;

/// <summary>
/// y = x·Wᵀ + b with W [outputs, inputs]. Weights and biases start uniform in ±1/√inputs (PyTorch's default for its linear layer).
/// Gradients: ∂W = ∂yᵀ·x, ∂b = the column sums of ∂y, ∂x = ∂y·W.
/// </summary>
internal sealed class Linear : IModule
{
    private readonly Parameter _weight;
    private readonly Parameter _bias;
    private readonly float[] _transposed;
    private readonly BatchBuffer _output = new();
    private readonly BatchBuffer _inputGradient = new();
    private ReadOnlyMemory<float> _lastInput;

    public Linear(string name, int inputs, int outputs, SeededGenerator source)
    {
        InputSize = inputs;
        OutputSize = outputs;
        _weight = new Parameter($"{name}.weight", new TensorShape(outputs, inputs));
        _bias = new Parameter($"{name}.bias", new TensorShape(outputs));
        _transposed = new float[inputs * outputs];
        Parameters = [_weight, _bias];
        double bound = 1 / Math.Sqrt(inputs);
        foreach (Parameter parameter in Parameters)
        {
            foreach (ref float value in parameter.Values)
                value = (float)(((2 * source.NextDouble()) - 1) * bound);
        }
    }

    public int InputSize { get; }

    public int OutputSize { get; }

    public IReadOnlyList<Parameter> Parameters { get; }

    public ReadOnlyMemory<float> Forward(ReadOnlyMemory<float> input, int rows, bool training)
    {
        Memory<float> output = _output.Take(rows * OutputSize);
        _lastInput = input;
        if (OutputSize < Vector<float>.Count)
            ForwardNarrow(input.Span, output.Span, rows);
        else
            ForwardWide(input.Span, output.Span, rows);
        return output;
    }

    public ReadOnlyMemory<float> Backward(ReadOnlyMemory<float> outputGradient, int rows, bool inputGradient)
    {
        ReadOnlySpan<float> incoming = outputGradient.Span;
        Span<float> biasGradient = _bias.Gradient;
        for (int row = 0; row < rows; row++)
            TensorPrimitives.Add(biasGradient, incoming.Slice(row * OutputSize, OutputSize), biasGradient);
        MatrixProduct.Accumulate(MatrixOperand.Transposed(incoming, rows, OutputSize), _lastInput.Span, _weight.Gradient, InputSize);
        if (!inputGradient)
            return default;

        Memory<float> gradient = _inputGradient.Take(rows * InputSize);
        gradient.Span.Clear();
        MatrixProduct.Accumulate(MatrixOperand.RowMajor(incoming, rows, OutputSize), _weight.Values, gradient.Span, InputSize);
        return gradient;
    }

    private void ForwardNarrow(ReadOnlySpan<float> input, Span<float> output, int rows)
    {
        for (int row = 0; row < rows; row++)
        {
            ReadOnlySpan<float> features = input.Slice(row * InputSize, InputSize);
            for (int unit = 0; unit < OutputSize; unit++)
                output[(row * OutputSize) + unit] = DotProduct.Of(features, _weight.Values.Slice(unit * InputSize, InputSize)) + _bias.Values[unit];
        }
    }

    private void ForwardWide(ReadOnlySpan<float> input, Span<float> output, int rows)
    {
        MatrixProduct.Transpose(_weight.Values, _transposed, OutputSize, InputSize);
        for (int row = 0; row < rows; row++)
            _bias.Values.CopyTo(output.Slice(row * OutputSize, OutputSize));
        MatrixProduct.Accumulate(MatrixOperand.RowMajor(input, rows, InputSize), _transposed, output, OutputSize);
    }
}
