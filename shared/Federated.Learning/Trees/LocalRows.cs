using System.Runtime.CompilerServices;
using Federated.Learning.Kernels;

namespace Federated.Learning.Trees;

/// <summary>
/// The rows of one table, kept in order of the nodes of the tree that is being grown: each node's rows are one run of row numbers, which a split divides
/// in place without changing the order within a side.
/// </summary>
public sealed unsafe class LocalRows : IHistogramSource
{
    // Below this many updates the threads would cost more than they save; results do not depend on it.
    private const int SmallestSharedWork = 16_384;

    private readonly BinnedTable _table;
    private readonly HistogramLayout _layout;
    private readonly Workers _workers;
    private readonly HistogramWork _work;
    private readonly int[] _rows;
    private readonly int[] _divided;
    private readonly int[] _allColumns;
    private readonly GradientStatistic[] _gathered;
    private readonly List<(int Start, int Count)> _nodes = [];
    private ReadOnlyMemory<GradientStatistic> _statistics;

    /// <summary>Takes the rows of a table; call <see cref="Begin"/> before each tree.</summary>
    /// <param name="table">Binned rows.</param>
    /// <param name="layout">The histograms' layout, wide enough for the table's bins.</param>
    /// <param name="workers">Threads; the calling one when left out.</param>
    /// <exception cref="ArgumentException">The layout does not fit the table.</exception>
    public LocalRows(BinnedTable table, HistogramLayout layout, Workers? workers = null)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(layout);
        if (!layout.Kinds.AsSpan().SequenceEqual(table.Mapper.Kinds.AsSpan()))
            throw new ArgumentException($"The layout's {layout.Columns} columns are not of the kinds of the table's {table.Columns}.", nameof(layout));
        if (table.Mapper.Columns.Max(column => column.Count) > layout.Bins)
            throw new ArgumentException($"A column has more bins than the layout's {layout.Bins}.", nameof(layout));
        _table = table;
        _layout = layout;
        _workers = workers ?? Workers.CallingThread;
        _work = new HistogramWork(table, layout);
        _rows = GC.AllocateUninitializedArray<int>(Math.Max(1, table.Rows), pinned: true);
        _divided = GC.AllocateUninitializedArray<int>(Math.Max(1, table.Rows), pinned: true);
        _gathered = GC.AllocateUninitializedArray<GradientStatistic>(Math.Max(1, table.Rows) * layout.Outputs, pinned: true);
        _allColumns = [.. Enumerable.Range(0, layout.Columns)];
    }

    /// <summary>Puts all rows, or the given ones, into the root of a new tree.</summary>
    /// <param name="statistics">outputs × all rows of the table: gradients and hessians, on a <see cref="StatisticGrid"/> if sums are to be exact. Not copied.</param>
    /// <param name="rows">Different row numbers; all rows when empty.</param>
    /// <exception cref="ArgumentException">Another number of statistics, or a row that is not there.</exception>
    public void Begin(ReadOnlyMemory<GradientStatistic> statistics, ReadOnlySpan<int> rows = default)
    {
        if (statistics.Length != (long)_layout.Outputs * _table.Rows)
            throw new ArgumentException($"{statistics.Length} statistics were given for {_table.Rows} rows and {_layout.Outputs} outputs.", nameof(statistics));
        if (rows.Length > _table.Rows || rows.ContainsAnyExceptInRange(0, _table.Rows - 1))
            throw new ArgumentException($"The chosen rows are not different rows of the table's {_table.Rows}.", nameof(rows));
        _statistics = statistics;
        _nodes.Clear();
        _nodes.Add((0, rows.IsEmpty ? _table.Rows : rows.Length));
        rows.CopyTo(_rows);
        for (int row = 0; rows.IsEmpty && row < _table.Rows; row++)
            _rows[row] = row;
    }

    /// <summary>The row numbers of a node, ascending within it if they were at the root.</summary>
    public ReadOnlySpan<int> Rows(int node) => _rows.AsSpan(_nodes[node].Start, _nodes[node].Count);

    /// <inheritdoc/>
    public void Sum(int node, ReadOnlySpan<int> columns, Span<double> histogram)
    {
        if (histogram.Length != _layout.Length)
            throw new ArgumentException($"The histogram has {histogram.Length} numbers; its layout has {_layout.Length}.", nameof(histogram));
        if (columns.ContainsAnyExceptInRange(0, _layout.Columns - 1))
            throw new ArgumentException($"A wanted column is not one of the {_layout.Columns} columns.", nameof(columns));
        (int start, int count) = _nodes[node];
        Gather(start, count);
        fixed (double* address = histogram)
        fixed (int* wanted = columns.IsEmpty ? _allColumns : columns)
        fixed (int* rows = _rows)
        fixed (GradientStatistic* gathered = _gathered)
        {
            _work.Rows = rows + start;
            _work.Count = count;
            _work.Statistics = gathered;
            _work.StatisticsStride = count;
            _work.Histogram = address;
            _work.Columns = wanted;
            _work.ColumnCount = columns.IsEmpty ? _allColumns.Length : columns.Length;
            bool shared = (long)count * _work.ColumnCount >= SmallestSharedWork;
            (shared ? _workers : Workers.CallingThread).Run(_work, _work.Chunks);
        }
    }

    /// <inheritdoc/>
    public void Divide(int node, Split split, int leftChild)
    {
        ArgumentNullException.ThrowIfNull(split);
        if (leftChild != _nodes.Count)
            throw new ArgumentException($"The next child is number {_nodes.Count}, not {leftChild}: nodes are divided in the order of their children.", nameof(leftChild));
        (int start, int count) = _nodes[node];
        Span<byte> goesLeft = stackalloc byte[256];
        for (int code = 0; code < goesLeft.Length; code++)
            goesLeft[code] = split.SendsLeft((byte)code) ? (byte)1 : (byte)0;
        int left;
        fixed (byte* sides = goesLeft)
        fixed (int* rows = _rows, others = _divided)
            left = Partition(rows + start, count, _table.Address(split.Column), sides, others);
        _divided.AsSpan(0, count - left).CopyTo(_rows.AsSpan(start + left));
        _nodes.Add((start, left));
        _nodes.Add((start + left, count - left));
    }

    // Each row is written to both sides, and only the side that it belongs to advances: no branch to mispredict.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int Partition(int* rows, int count, byte* codes, byte* goesLeft, int* others)
    {
        nint left = 0, right = 0;
        for (nint index = 0; index < count; index++)
        {
            int row = rows[index];
            nint isLeft = goesLeft[codes[row]];
            rows[left] = row;
            others[right] = row;
            left += isLeft;
            right += 1 - isLeft;
        }

        return (int)left;
    }

    private void Gather(int start, int count)
    {
        for (int output = 0; output < _layout.Outputs; output++)
        {
            ReadOnlySpan<GradientStatistic> all = _statistics.Span.Slice(output * _table.Rows, _table.Rows);
            Span<GradientStatistic> gathered = _gathered.AsSpan(output * count, count);
            ReadOnlySpan<int> rows = _rows.AsSpan(start, count);
            for (int index = 0; index < rows.Length; index++)
                gathered[index] = all[rows[index]];
        }
    }
}
