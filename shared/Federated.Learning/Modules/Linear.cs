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
    private readonly BatchBuffer _output = new();
    private readonly BatchBuffer _inputGradient = new();
    private ReadOnlyMemory<float> _lastInput;

    public Linear(string name, int inputs, int outputs, SeededGenerator source)
    {
        InputSize = inputs;
        OutputSize = outputs;
        _weight = new Parameter($"{name}.weight", new TensorShape(outputs, inputs));
        _bias = new Parameter($"{name}.bias", new TensorShape(outputs));
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
        MatrixProduct.Multiply(MatrixOperand.RowMajor(input.Span, rows, InputSize), MatrixOperand.Transposed(_weight.Values, OutputSize, InputSize), output.Span, OutputSize, bias: _bias.Values);
        return output;
    }

    public ReadOnlyMemory<float> Backward(ReadOnlyMemory<float> outputGradient, int rows, bool inputGradient)
    {
        ReadOnlySpan<float> incoming = outputGradient.Span;
        Span<float> biasGradient = _bias.Gradient;
        for (int row = 0; row < rows; row++)
            TensorPrimitives.Add(biasGradient, incoming.Slice(row * OutputSize, OutputSize), biasGradient);
        MatrixProduct.Multiply(MatrixOperand.Transposed(incoming, rows, OutputSize), MatrixOperand.RowMajor(_lastInput.Span, rows, InputSize), _weight.Gradient, InputSize, accumulate: true);
        if (!inputGradient)
            return default;

        Memory<float> gradient = _inputGradient.Take(rows * InputSize);
        MatrixProduct.Multiply(MatrixOperand.RowMajor(incoming, rows, OutputSize), MatrixOperand.RowMajor(_weight.Values, OutputSize, InputSize), gradient.Span, InputSize);
        return gradient;
    }
}
