using Federated.Learning.Autograd;
using Federated.Learning.State;
using Federated.Learning.Tensors;

namespace Federated.Learning.Operations;

/// <summary>
/// y = W[i], rows of a table W [rows, width] by index: indices [...], y [..., width]. ∂W[i] += ∂y. Norm of an example: the rows that it reads more than
/// once have their gradients summed first.
/// </summary>
internal sealed class Lookup : Operation
{
    private readonly Tensor _table;
    private readonly IndexTensor _indices;
    private readonly int _width;
    private readonly float[] _sum;

    public Lookup(Tensor table, IndexTensor indices)
        : base(table)
    {
        if (table.Shape.Dimensions.Length != 2)
            throw new ArgumentException($"The table has shape {table.Shape}; [rows, width] is expected.", nameof(table));
        if (indices.Bound > table.Size(0))
            throw new ArgumentException($"Indices '{indices.Name}' go up to {indices.Bound - 1}, but the table has {table.Size(0)} rows.", nameof(indices));
        _table = table;
        _indices = indices;
        _width = table.Size(1);
        _sum = new float[_width];
        MakeOutput(new TensorShape([.. indices.Shape.Dimensions, _width]));
    }

    public override bool KnowsExampleNorms => true;

    public override void Forward(Graph graph)
    {
        ReadOnlySpan<float> table = _table.Values;
        Span<float> output = Output.Values;
        ReadOnlySpan<int> indices = _indices.Values;
        for (int position = 0; position < indices.Length; position++)
            table.Slice(indices[position] * _width, _width).CopyTo(output.Slice(position * _width, _width));
    }

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
            if (indices[..position].Contains(indices[position]))
                continue;
            gradient.Slice(position * _width, _width).CopyTo(_sum);
            for (int later = position + 1; later < indices.Length; later++)
            {
                if (indices[later] == indices[position])
                    TensorPrimitives.Add(_sum, gradient.Slice(later * _width, _width), _sum);
            }

            square += Kernels.DotProduct.Of(_sum, _sum);
        }

        return square;
    }

    private void Scatter(Graph graph)
    {
        Span<float> gradient;
        if (_table.Parameter?.Touched is { } touched)
        {
            touched.Add(_indices.Values);
            gradient = _table.Gradient;
        }
        else
        {
            gradient = graph.GradientOf(_table, out bool accumulate);
            if (!accumulate)
                gradient.Clear();
        }

        ReadOnlySpan<float> slope = Output.Gradient;
        ReadOnlySpan<int> indices = _indices.Values;
        for (int position = 0; position < indices.Length; position++)
        {
            Span<float> row = gradient.Slice(indices[position] * _width, _width);
            TensorPrimitives.Add(row, slope.Slice(position * _width, _width), row);
        }
    }
}
