using Federated.Learning.Autograd;
using Federated.Learning.Kernels;
using Federated.Learning.State;
using Federated.Learning.Tensors;

namespace Federated.Learning.Operations;

/// <summary>
/// Scaled dot-product attention of several heads (Vaswani et al. 2017, section 3.2): for each example and head P = softmax(Q·Kᵀ/√size + mask), O = P·V.
/// Heads are columns of the inputs and of the output and are read in place. ∂V = Pᵀ·∂O, ∂P = ∂O·Vᵀ, ∂S = P ⊙ (∂P − rowsum(P ⊙ ∂P))/√size, ∂Q = ∂S·K, ∂K = ∂Sᵀ·Q.
/// Queries are taken in blocks, and a block computes only the columns that it may see: under a causal mask the upper half is never touched.
/// </summary>
internal sealed class Attention : Operation
{
    private const int BlockRows = 32;
    private const int Strip = 2;
    private const long SharedFrom = 1_000_000;

    [ThreadStatic]
    private static float[]? _scratch;

    private readonly AttentionInputs _inputs;
    private readonly int _stride;
    private readonly float _scale;
    private readonly AlignedBuffer _weights;
    private readonly DroppedWeights? _dropped;
    private readonly ExampleStrips _forward;
    private readonly ExampleStrips _backward;
    private bool _accumulateQuery;
    private bool _accumulateKey;
    private bool _accumulateValue;

    public Attention(AttentionInputs inputs)
        : base(inputs.Query, inputs.Key, inputs.Value)
    {
        _inputs = inputs;
        _stride = (inputs.Keys + Lanes.Count - 1) / Lanes.Count * Lanes.Count;
        _scale = 1 / MathF.Sqrt(inputs.HeadSize);
        int length = checked(inputs.Batch * inputs.Heads * inputs.Queries * _stride);
        _weights = new AlignedBuffer(length);
        _dropped = inputs.Dropout > 0 ? new DroppedWeights(length, inputs.Dropout, inputs.DropoutSource!) : null;
        _forward = new ExampleStrips(inputs.Batch, Strip, RunForward);
        _backward = new ExampleStrips(inputs.Batch, Strip, RunBackward);
        MakeOutput(new TensorShape(inputs.Batch, inputs.Queries, inputs.Width));
    }

    public override void Forward(Graph graph)
    {
        _dropped?.Draw(graph.Training);
        _forward.Run(WorkersFor(graph));
    }

    public override void Backward(Graph graph)
    {
        if (_inputs.Query.Parameter is not null || _inputs.Key.Parameter is not null || _inputs.Value.Parameter is not null)
            return;
        Run(graph);
    }

    public override void AddParameterGradients(Graph graph)
    {
        if (HasParameters)
            Run(graph);
    }

    private void Run(Graph graph)
    {
        _accumulateQuery = Accumulates(graph, _inputs.Query);
        _accumulateKey = _inputs.Key == _inputs.Query ? _accumulateQuery : Accumulates(graph, _inputs.Key);
        _accumulateValue = _inputs.Value == _inputs.Key ? _accumulateKey : _inputs.Value == _inputs.Query ? _accumulateQuery : Accumulates(graph, _inputs.Value);
        _backward.Run(WorkersFor(graph));
    }

    private static bool Accumulates(Graph graph, Tensor input)
    {
        bool accumulate = false;
        if (input.RequiresGradient)
            graph.GradientOf(input, out accumulate);
        return accumulate;
    }

    private Workers WorkersFor(Graph graph) => (long)_weights.Length * _inputs.HeadSize < SharedFrom ? Workers.CallingThread : graph.Workers;

    private void RunForward(int first, int count)
    {
        for (int example = first; example < first + count; example++)
        {
            for (int head = 0; head < _inputs.Heads; head++)
            {
                for (int row = 0; row < _inputs.Queries; row += BlockRows)
                    ForwardBlock(example, head, row, Math.Min(BlockRows, _inputs.Queries - row));
            }
        }
    }

    private void ForwardBlock(int example, int head, int row, int rows)
    {
        int columns = ColumnsOf(example, row + rows - 1), size = _inputs.HeadSize;
        Span<float> target = Output.Values[OutputAt(example, head, row)..];
        if (columns == 0)
        {
            for (int index = 0; index < rows; index++)
                target.Slice(index * _inputs.Width, size).Clear();
            return;
        }

        Span<float> weights = _weights.Span.Slice(WeightsAt(example, head, row), rows * _stride);
        MatrixProduct.Multiply(QueryBlock(_inputs.Query.Values, example, head, row, rows), KeysTransposed(example, head, columns), weights, _stride);
        AttentionRows.Softmax(weights, _stride, rows, Padded(columns), columns, _inputs.Causal ? row + 1 : columns, _inputs.Causal ? 1 : 0, _scale);
        if (_dropped is not null)
            weights = _dropped.Apply(weights, WeightsAt(example, head, row), Scratch(2 * BlockRows * _stride)[..weights.Length]);
        MatrixProduct.Multiply(MatrixOperand.RowMajor(weights, rows, columns, _stride), RowsOf(_inputs.Value, _inputs.ValueColumn, example, head, columns), target, _inputs.Width);
    }

    private void RunBackward(int first, int count)
    {
        for (int example = first; example < first + count; example++)
        {
            if (_inputs.Query.RequiresGradient && !_accumulateQuery)
                Clear(_inputs.Query, _inputs.QueryColumn, example);
            if (_inputs.Key.RequiresGradient && !_accumulateKey)
                Clear(_inputs.Key, _inputs.KeyColumn, example);
            if (_inputs.Value.RequiresGradient && !_accumulateValue)
                Clear(_inputs.Value, _inputs.ValueColumn, example);
            for (int head = 0; head < _inputs.Heads; head++)
            {
                for (int row = 0; row < _inputs.Queries; row += BlockRows)
                    BackwardBlock(example, head, row, Math.Min(BlockRows, _inputs.Queries - row));
            }
        }
    }

    private void BackwardBlock(int example, int head, int row, int rows)
    {
        int columns = ColumnsOf(example, row + rows - 1), size = _inputs.HeadSize;
        if (columns == 0)
            return;
        int weightsAt = WeightsAt(example, head, row);
        Span<float> scratch = Scratch(2 * BlockRows * _stride);
        Span<float> slopes = scratch[..(rows * _stride)], used = _weights.Span.Slice(weightsAt, rows * _stride);
        ReadOnlySpan<float> weights = used;
        if (_dropped is not null)
            used = _dropped.Apply(used, weightsAt, scratch.Slice(BlockRows * _stride, used.Length));
        MatrixOperand outputSlopes = MatrixOperand.RowMajor(Output.Gradient[OutputAt(example, head, row)..], rows, size, _inputs.Width);
        if (_inputs.Value.RequiresGradient)
        {
            Span<float> gradient = _inputs.Value.Gradient[At(_inputs.Value, _inputs.ValueColumn, example, head, 0)..];
            MatrixProduct.Multiply(MatrixOperand.Transposed(used, rows, columns, _stride), outputSlopes, gradient, _inputs.Value.Size(2), accumulate: true);
        }

        MatrixProduct.Multiply(outputSlopes, Transposed(_inputs.Value, _inputs.ValueColumn, example, head, columns), slopes, _stride);
        _dropped?.Apply(slopes, weightsAt, slopes);
        AttentionRows.Reverse(weights, slopes, _stride, rows, Padded(columns), columns, _scale);
        if (_inputs.Query.RequiresGradient)
        {
            Span<float> gradient = _inputs.Query.Gradient[At(_inputs.Query, _inputs.QueryColumn, example, head, row)..];
            MatrixProduct.Multiply(
                MatrixOperand.RowMajor(slopes, rows, columns, _stride), RowsOf(_inputs.Key, _inputs.KeyColumn, example, head, columns), gradient, _inputs.Query.Size(2), accumulate: true);
        }

        if (_inputs.Key.RequiresGradient)
        {
            Span<float> gradient = _inputs.Key.Gradient[At(_inputs.Key, _inputs.KeyColumn, example, head, 0)..];
            MatrixProduct.Multiply(
                MatrixOperand.Transposed(slopes, rows, columns, _stride), QueryBlock(_inputs.Query.Values, example, head, row, rows), gradient, _inputs.Key.Size(2), accumulate: true);
        }
    }

    /// <summary>How many keys a query sees.</summary>
    private int ColumnsOf(int example, int query)
    {
        int keys = _inputs.Lengths is null ? _inputs.Keys : _inputs.Lengths.Values[example];
        return _inputs.Causal ? Math.Min(keys, query + 1) : keys;
    }

    private int Padded(int columns) => Math.Min(_stride, (columns + Lanes.Count - 1) / Lanes.Count * Lanes.Count);

    private int WeightsAt(int example, int head, int row) => ((((example * _inputs.Heads) + head) * _inputs.Queries) + row) * _stride;

    private int OutputAt(int example, int head, int row) => (((example * _inputs.Queries) + row) * _inputs.Width) + (head * _inputs.HeadSize);

    private int At(Tensor tensor, int column, int example, int head, int row) => (((example * tensor.Size(1)) + row) * tensor.Size(2)) + column + (head * _inputs.HeadSize);

    private MatrixOperand QueryBlock(ReadOnlySpan<float> values, int example, int head, int row, int rows)
        => MatrixOperand.RowMajor(values[At(_inputs.Query, _inputs.QueryColumn, example, head, row)..], rows, _inputs.HeadSize, _inputs.Query.Size(2));

    private MatrixOperand KeysTransposed(int example, int head, int columns) => Transposed(_inputs.Key, _inputs.KeyColumn, example, head, columns);

    private MatrixOperand RowsOf(Tensor tensor, int column, int example, int head, int rows)
        => MatrixOperand.RowMajor(tensor.Values[At(tensor, column, example, head, 0)..], rows, _inputs.HeadSize, tensor.Size(2));

    private MatrixOperand Transposed(Tensor tensor, int column, int example, int head, int rows)
        => MatrixOperand.Transposed(tensor.Values[At(tensor, column, example, head, 0)..], rows, _inputs.HeadSize, tensor.Size(2));

    private void Clear(Tensor tensor, int column, int example)
    {
        for (int row = 0; row < tensor.Size(1); row++)
            tensor.Gradient.Slice(At(tensor, column, example, 0, row), _inputs.Width).Clear();
    }

    private static Span<float> Scratch(int length)
    {
        if (_scratch is null || _scratch.Length < length)
            _scratch = new float[length];
        return _scratch.AsSpan(0, length);
    }
}
