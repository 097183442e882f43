using Federated.Learning.Autograd;
using Federated.Learning.State;
using Federated.Learning.Tensors;

namespace Federated.Learning.Operations;

/// <summary>
/// y_b = the largest of each column among the rows W[i] of bag b: table W [rows, width], y [bags, width], zeros for an empty bag. ∂W[i] += ∂y_b in the columns
/// in which i was the first of the largest.
/// </summary>
internal sealed class BagMaximum : Operation
{
    private readonly Tensor _table;
    private readonly Bags _bags;
    private readonly int _width;
    private readonly int[] _chosen;

    public BagMaximum(Tensor table, Bags bags)
        : base(table)
    {
        _table = table;
        _bags = bags;
        _width = table.Size(1);
        MakeOutput(new TensorShape(bags.Count, _width));
        _chosen = new int[Output.Length];
    }

    public override bool KnowsExampleNorms => true;

    public override void Forward(Graph graph)
    {
        _bags.Refresh();
        ReadOnlySpan<float> table = _table.Values;
        for (int bag = 0; bag < _bags.Count; bag++)
        {
            Span<float> output = Output.Values.Slice(bag * _width, _width);
            Span<int> chosen = _chosen.AsSpan(bag * _width, _width);
            output.Clear();
            chosen.Fill(-1);
            foreach (int row in _bags.RowsOf(bag))
            {
                ReadOnlySpan<float> values = table.Slice(row * _width, _width);
                for (int column = 0; column < values.Length; column++)
                {
                    if (chosen[column] >= 0 && !(values[column] > output[column]))
                        continue;
                    chosen[column] = row;
                    output[column] = values[column];
                }
            }
        }
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
        int each = _bags.Count / squares.Length;
        for (int example = 0; example < squares.Length; example++)
        {
            for (int bag = example * each; bag < (example + 1) * each; bag++)
            {
                for (int other = example * each; other <= bag; other++)
                    squares[example] += (other == bag ? 1 : 2) * CommonProduct(bag, other);
            }
        }
    }

    // Σ ∂y·∂y over the columns in which two bags chose the same row.
    private float CommonProduct(int bag, int other)
    {
        float sum = 0;
        for (int column = 0; column < _width; column++)
        {
            int one = (bag * _width) + column, two = (other * _width) + column;
            if (_chosen[one] >= 0 && _chosen[one] == _chosen[two])
                sum += Output.Gradient[one] * Output.Gradient[two];
        }

        return sum;
    }

    private void Scatter(Graph graph)
    {
        Span<float> gradient = _table.Gradient;
        if (_table.Parameter?.Touched is { } touched)
        {
            touched.Add(_bags.Rows);
        }
        else
        {
            gradient = graph.GradientOf(_table, out bool accumulate);
            if (!accumulate)
                gradient.Clear();
        }

        ReadOnlySpan<float> slope = Output.Gradient;
        for (int index = 0; index < slope.Length; index++)
        {
            if (_chosen[index] >= 0)
                gradient[(_chosen[index] * _width) + (index % _width)] += slope[index];
        }
    }
}
