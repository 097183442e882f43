using Federated.Learning.Autograd;
using Federated.Learning.Kernels;
using Federated.Learning.State;
using Federated.Learning.Tensors;

namespace Federated.Learning.Operations;

/// <summary>
/// y = W[i], rows of a table W [rows, width] by index: indices [...], y [..., width]. ∂W[i] += ∂y, save for the padding index, whose row gets none. Norm of an
/// example: the rows that it reads more than once have their gradients summed first.
/// </summary>
internal sealed class Lookup : Operation
{
    private readonly Tensor _table;
    private readonly IndexTensor _indices;
    private readonly int _paddingIndex;
    private readonly int _width;
    private readonly RowScatter _scatter;
    private readonly float[] _sum;

    /// <param name="table">[rows, width].</param>
    /// <param name="indices">Below the table's rows.</param>
    /// <param name="paddingIndex">A row without gradient; −1 for none.</param>
    public Lookup(Tensor table, IndexTensor indices, int paddingIndex)
        : base(table)
    {
        CheckTable(table, indices, paddingIndex);
        _table = table;
        _indices = indices;
        _paddingIndex = paddingIndex;
        _width = table.Size(1);
        _sum = new float[_width];
        MakeOutput(new TensorShape([.. indices.Shape.Dimensions, _width]));
        _scatter = new RowScatter(table, Output);
    }

    public override bool KnowsExampleNorms => true;

    public static void CheckTable(Tensor table, IndexTensor indices, int paddingIndex)
    {
        if (table.Shape.Dimensions.Length != 2)
            throw new ArgumentException($"The table has shape {table.Shape}; [rows, width] is expected.", nameof(table));
        if (indices.Bound > table.Size(0))
            throw new ArgumentException($"Indices '{indices.Name}' go up to {indices.Bound - 1}, but the table has {table.Size(0)} rows.", nameof(indices));
        if (paddingIndex < -1 || paddingIndex >= table.Size(0))
            throw new ArgumentOutOfRangeException(nameof(paddingIndex), paddingIndex, $"The padding index is a row of the table, 0 to {table.Size(0) - 1}, or null.");
    }

    public override void Forward(Graph graph) => TableRows.Copy(_table.Values, _indices.Values, _width, Output.Values);

    public override void Backward(Graph graph)
    {
        if (_table.Parameter is null)
            Scatter(graph);
    }

    public override void AddParameterGradients(Graph graph)
    {
        if (_table.Parameter is not null)
            Scatter(graph);
    }

    public override void AddSquaredExampleNorms(Graph graph, Span<float> squares)
    {
        int each = _indices.Values.Length / squares.Length;
        for (int example = 0; example < squares.Length; example++)
            squares[example] += SquaredNorm(_indices.Values.Slice(example * each, each), Output.Gradient.Slice(example * each * _width, each * _width));
    }

    // An example reads few rows, so looking for repetitions among them costs less than any table of what was seen.
    private float SquaredNorm(ReadOnlySpan<int> indices, ReadOnlySpan<float> gradient)
    {
        float square = 0;
        for (int position = 0; position < indices.Length; position++)
        {
            int index = indices[position];
            if (index == _paddingIndex || indices[..position].Contains(index))
                continue;
            gradient.Slice(position * _width, _width).CopyTo(_sum);
            for (int later = position + 1; later < indices.Length; later++)
            {
                if (indices[later] == index)
                    TensorPrimitives.Add(_sum, gradient.Slice(later * _width, _width), _sum);
            }

            square += (float)Reduction.SumOfSquares(_sum);
        }

        return square;
    }

    private void Scatter(Graph graph)
    {
        ReadOnlySpan<int> indices = _indices.Values;
        _scatter.Begin(indices.Length);
        for (int position = 0; position < indices.Length; position++)
        {
            if (indices[position] != _paddingIndex)
                _scatter.List(indices[position], position, 1);
        }

        _scatter.Add(graph);
    }
}
