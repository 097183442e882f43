using Federated.Learning.Autograd;
using Federated.Learning.Kernels;
using Federated.Learning.State;
using Federated.Learning.Tensors;

namespace Federated.Learning.Operations;

/// <summary>
/// Y = A·B, or A·Bᵀ, for each item of a batch: A [..., m, k], B [..., k, n] or [..., n, k], with the same leading dimensions. ∂A = ∂Y·Bᵀ, ∂B = Aᵀ·∂Y; and for the
/// transposed right side ∂A = ∂Y·B, ∂B = ∂Yᵀ·A.
/// </summary>
internal sealed class BatchedProduct : Operation
{
    private readonly Tensor _left;
    private readonly Tensor _right;
    private readonly bool _transposed;
    private readonly int _items;
    private readonly int _rows;
    private readonly int _inner;
    private readonly int _columns;

    public BatchedProduct(Tensor left, Tensor right, bool transposeRight)
        : base(left, right)
    {
        int rank = left.Shape.Dimensions.Length;
        if (rank < 2 || right.Shape.Dimensions.Length != rank || !left.Shape.Dimensions[..^2].AsSpan().SequenceEqual(right.Shape.Dimensions[..^2].AsSpan()))
            throw new ArgumentException($"A batched product was given shapes {left.Shape} and {right.Shape}; both need the same leading dimensions and two more.", nameof(right));
        _left = left;
        _right = right;
        _transposed = transposeRight;
        _rows = left.Size(-2);
        _inner = left.Size(-1);
        _columns = right.Size(transposeRight ? -2 : -1);
        if (right.Size(transposeRight ? -1 : -2) != _inner)
            throw new ArgumentException($"A batched product of {left.Shape} by {right.Shape}{(transposeRight ? " transposed" : "")} has no common inner size.", nameof(right));
        MakeOutput(new TensorShape([.. left.Shape.Dimensions[..^1], _columns]));
        _items = Output.Length == 0 ? 0 : Output.Length / (_rows * _columns);
    }

    public override void Forward(Graph graph)
        => Multiply(graph, Left(_left.Values), _rows * _inner, _transposed ? RightTransposed(_right.Values) : Right(_right.Values), _inner * _columns, Output.Values, _columns, false);

    public override void Backward(Graph graph) => AddGradients(graph, parameters: false);

    public override void AddParameterGradients(Graph graph) => AddGradients(graph, parameters: true);

    private void AddGradients(Graph graph, bool parameters)
    {
        ReadOnlySpan<float> slopes = Output.Gradient;
        int output = _rows * _columns;
        if (_left.RequiresGradient && _left.Parameter is not null == parameters)
        {
            Span<float> gradient = graph.GradientOf(_left, out bool accumulate);
            MatrixOperand right = _transposed
                ? MatrixOperand.RowMajor(_right.Values, _columns, _inner, _inner)
                : MatrixOperand.Transposed(_right.Values, _inner, _columns, _columns);
            Multiply(graph, MatrixOperand.RowMajor(slopes, _rows, _columns, _columns), output, right, _inner * _columns, gradient, _inner, accumulate);
        }

        if (_right.RequiresGradient && _right.Parameter is not null == parameters)
        {
            Span<float> gradient = graph.GradientOf(_right, out bool accumulate);
            if (_transposed)
                Multiply(graph, MatrixOperand.Transposed(slopes, _rows, _columns, _columns), output, Left(_left.Values), _rows * _inner, gradient, _inner, accumulate);
            else
                Multiply(graph, MatrixOperand.Transposed(_left.Values, _rows, _inner, _inner), _rows * _inner, MatrixOperand.RowMajor(slopes, _rows, _columns, _columns), output, gradient, _columns, accumulate);
        }
    }

    private MatrixOperand Left(ReadOnlySpan<float> values) => MatrixOperand.RowMajor(values, _rows, _inner, _inner);

    private MatrixOperand Right(ReadOnlySpan<float> values) => MatrixOperand.RowMajor(values, _inner, _columns, _columns);

    private MatrixOperand RightTransposed(ReadOnlySpan<float> values) => MatrixOperand.Transposed(values, _columns, _inner, _inner);

    private void Multiply(Graph graph, MatrixOperand a, int aStep, MatrixOperand b, int bStep, Span<float> c, int columns, bool accumulate)
    {
        if (_items > 0)
            MatrixProduct.MultiplyMany(_items, a, aStep, b, bStep, c, a.Rows * columns, columns, accumulate, graph.Workers);
    }
}
