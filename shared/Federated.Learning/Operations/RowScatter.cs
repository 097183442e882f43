using System.Runtime.Intrinsics;
using Federated.Learning.Autograd;
using Federated.Learning.Kernels;
using Federated.Learning.Tensors;

namespace Federated.Learning.Operations;

/// <summary>
/// ∂W[row] += factor·slope for a list of rows. Threads share the rows of the table by their number, and each row takes its additions in the order of the list:
/// the sums do not depend on how the rows are shared.
/// </summary>
internal sealed class RowScatter : ParallelWork
{
    private const int ElementsWorthSharing = 32_768;
    private const int Ahead = 6;
    private readonly Tensor _table;
    private readonly Tensor _slopes;
    private readonly int _width;
    private int[] _rows = [];
    private int[] _sources = [];
    private float[] _factors = [];
    private int _count;
    private int _chunks;

    /// <param name="table">[rows, width].</param>
    /// <param name="slopes">Whose gradient is read, in rows of the same width.</param>
    public RowScatter(Tensor table, Tensor slopes)
    {
        _table = table;
        _slopes = slopes;
        _width = table.Size(1);
    }

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
        if (_table.Parameter?.Touched is { } touched)
        {
            touched.Add(_rows.AsSpan(0, _count));
        }
        else
        {
            Span<float> gradient = graph.GradientOf(_table, out bool accumulate);
            if (!accumulate)
                gradient.Clear();
        }

        _chunks = _count * _width >= ElementsWorthSharing ? graph.Workers.Threads : 1;
        graph.Workers.Run(this, _chunks);
    }

    public override void Run(int chunk)
    {
        Span<float> gradient = _table.Gradient;
        ReadOnlySpan<float> slopes = _slopes.Gradient;
        ReadOnlySpan<int> rows = _rows.AsSpan(0, _count);
        for (int index = 0; index < rows.Length; index++)
        {
            if (index + Ahead < rows.Length && IsOwn(rows[index + Ahead], chunk))
                TableRows.Fetch(gradient, rows[index + Ahead] * _width, _width);
            if (IsOwn(rows[index], chunk))
                TableRows.Add(gradient, rows[index], slopes.Slice(_sources[index] * _width, _width), Vector512.Create(_factors[index]));
        }
    }

    private bool IsOwn(int row, int chunk) => _chunks == 1 || (uint)row % (uint)_chunks == (uint)chunk;
}
