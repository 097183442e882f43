using Federated.Learning.Autograd;
using Federated.Learning.Kernels;
using Federated.Learning.State;
using Federated.Learning.Tensors;

namespace Federated.Learning.Operations;

/// <summary>
/// y = φ(x·Wᵀ + b), x [..., in], W [out, in], b [out] or none, y [..., out]; φ is applied while the product is written.
/// With δ = ∂y ⊙ φ′: ∂x = δ·W, ∂W = δᵀ·x, ∂b = Σ δ over rows. φ′ is a function of y, so the sum before it is not kept; δ replaces ∂y.
/// Norms of an example with one row: ‖δ‖²·(‖x‖² + 1) (Goodfellow 2015); with several, Σₛₜ (xₛ·xₜ + 1)(δₛ·δₜ).
/// </summary>
internal sealed class Affine : Operation
{
    private readonly Tensor _input;
    private readonly Tensor _weight;
    private readonly Tensor? _bias;
    private readonly Activation _activation;

    public Affine(Tensor input, Tensor weight, Tensor? bias, Activation activation)
        : base(bias is null ? [input, weight] : [input, weight, bias])
    {
        if (weight.Shape.Dimensions.Length != 2)
            throw new ArgumentException($"The weight of an affine map has shape {weight.Shape}; [outputs, inputs] is expected.", nameof(weight));
        if (input.Shape.Dimensions.Length == 0 || input.Size(-1) != weight.Size(1))
            throw new ArgumentException($"The input has shape {input.Shape}; its last dimension must be {weight.Size(1)}, the inputs of the weight {weight.Shape}.", nameof(input));
        if (bias is not null && (bias.Shape.Dimensions.Length != 1 || bias.Length != weight.Size(0)))
            throw new ArgumentException($"The bias has shape {bias.Shape}; [{weight.Size(0)}] is expected.", nameof(bias));
        _input = input;
        _weight = weight;
        _bias = bias;
        _activation = activation;
        MakeOutput(new TensorShape([.. input.Shape.Dimensions[..^1], weight.Size(0)]));
    }

    public override bool KnowsExampleNorms => _input.Parameter is null && _weight.Parameter is not null;

    private int InputSize => _weight.Size(1);

    private int OutputSize => _weight.Size(0);

    public override void Forward(Graph graph)
        => MatrixProduct.Multiply(
            MatrixOperand.RowMajor(_input.Values, _input.Rows, InputSize),
            MatrixOperand.Transposed(_weight.Values, OutputSize, InputSize),
            Output.Values,
            OutputSize,
            accumulate: false,
            _bias is null ? default : _bias.Values,
            _activation,
            graph.Workers);

    public override void Backward(Graph graph)
    {
        ActivationGradient.Apply(_activation, Output.Values, Output.Gradient);
        if (_input.RequiresGradient && _input.Parameter is null)
            AddInputGradient(graph);
        if (_weight.RequiresGradient && _weight.Parameter is null)
            AddWeightGradient(graph);
        if (_bias is { RequiresGradient: true, Parameter: null })
            AddBiasGradient(graph);
    }

    public override void AddParameterGradients(Graph graph)
    {
        if (_input.Parameter is not null)
            AddInputGradient(graph);
        if (_weight.Parameter is not null)
            AddWeightGradient(graph);
        if (_bias?.Parameter is not null)
            AddBiasGradient(graph);
    }

    public override void AddSquaredExampleNorms(Graph graph, Span<float> squares)
        => ExampleNorms.AddAffine(_input.Values, InputSize, Output.Gradient, OutputSize, _bias is not null, squares);

    private void AddInputGradient(Graph graph)
    {
        Span<float> gradient = graph.GradientOf(_input, out bool accumulate);
        MatrixProduct.Multiply(
            MatrixOperand.RowMajor(Output.Gradient, _input.Rows, OutputSize), MatrixOperand.RowMajor(_weight.Values, OutputSize, InputSize), gradient, InputSize, accumulate, workers: graph.Workers);
    }

    private void AddWeightGradient(Graph graph)
    {
        Span<float> gradient = graph.GradientOf(_weight, out bool accumulate);
        MatrixProduct.Multiply(
            MatrixOperand.Transposed(Output.Gradient, _input.Rows, OutputSize), MatrixOperand.RowMajor(_input.Values, _input.Rows, InputSize), gradient, InputSize, accumulate, workers: graph.Workers);
    }

    private void AddBiasGradient(Graph graph)
    {
        Span<float> gradient = graph.GradientOf(_bias!, out bool accumulate);
        if (!accumulate)
            gradient.Clear();
        ColumnSums.Add(Output.Gradient, _input.Rows, OutputSize, gradient);
    }
}
