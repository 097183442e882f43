using System.Runtime.Intrinsics;
using Federated.Learning.Autograd;
using Federated.Learning.Tensors;

namespace Federated.Learning.Operations;

/// <summary>
/// ∂W[row] += factor·slope for a list of rows, in its order. One thread does it all: what follows, an optimiser's step over the touched rows, would fetch the
/// rows that another core has written, which was measured to cost more than sharing the additions gains.
/// </summary>
/// <param name="table">[rows, width].</param>
/// <param name="slopes">Whose gradient is read, in rows of the same width.</param>
internal sealed class RowScatter(Tensor table, Tensor slopes)
{
    private const int Ahead = 6;
    private int[] _rows = [];
    private int[] _sources = [];
    private float[] _factors = [];
    private int _count;

    /// <summary>Begins a list of at most as many rows.</summary>
    public void Begin(int most)
    {
        if (_rows.Length < most)
        {
            _rows = new int[most];
            _sources = new int[most];
            _factors = new float[most];
        }

        _count = 0;
    }

    /// <summary>Lists a row of the table, the row of the slopes that is added to it and the factor.</summary>
    public void List(int row, int source, float factor)
    {
        _rows[_count] = row;
        _sources[_count] = source;
        _factors[_count++] = factor;
    }

    /// <summary>Adds what was listed.</summary>
    public void Add(Graph graph)
    {
        int width = table.Size(1);
        ReadOnlySpan<int> rows = _rows.AsSpan(0, _count);
        Span<float> gradient = table.Gradient;
        if (table.Parameter?.Touched is { } touched)
        {
            touched.Add(rows);
        }
        else
        {
            graph.GradientOf(table, out bool accumulate);
            if (!accumulate)
                gradient.Clear();
        }

        ReadOnlySpan<float> source = slopes.Gradient;
        for (int index = 0; index < rows.Length; index++)
        {
            if (index + Ahead < rows.Length)
                TableRows.Fetch(gradient, rows[index + Ahead] * width, width);
            TableRows.Add(gradient, rows[index], source.Slice(_sources[index] * width, width), Vector512.Create(_factors[index]));
        }
    }
}
