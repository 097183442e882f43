namespace Federated.Computations.Statistics.Groups;

/// <summary>
/// How uncertain a withheld cell is for one who knows every shown cell, the total of every line and cross line, and that withheld cells are not 0. The counts that
/// fit form an interval, whose ends are maximum flows (Gusfield 1988, on disclosure in two-way tables): raising a cell by one means lowering another withheld cell
/// of its line, raising one in that cell's cross line, and so on around to the cell itself.
/// </summary>
internal sealed class WithheldRange
{
    private readonly bool[,] _isWithheld;
    private readonly long[,] _counts;
    private readonly (int First, int Second) _cell;
    private readonly int _lines;
    private readonly int _crossLines;

    private WithheldRange(GroupGrid grid, bool[,] isWithheld, (int First, int Second) cell)
    {
        _isWithheld = isWithheld;
        _cell = cell;
        (_lines, _crossLines) = (grid.First.Length, grid.Second.Length);
        _counts = new long[_lines, _crossLines];
        for (int line = 0; line < _lines; line++)
        {
            for (int cross = 0; cross < _crossLines; cross++)
                _counts[line, cross] = grid[line, cross].Rows;
        }
    }

    /// <summary>Whether at least as many counts as the floor fit the cell.</summary>
    public static bool IsWide(GroupGrid grid, bool[,] isWithheld, (int First, int Second) cell, int floor)
    {
        long wanted = floor - 1;
        long lower = Math.Min(wanted, grid[cell.First, cell.Second].Rows - 1);
        long fits = new WithheldRange(grid, isWithheld, cell).Flow(raises: false, lower);
        return fits >= wanted || fits + new WithheldRange(grid, isWithheld, cell).Flow(raises: true, wanted - fits) >= wanted;
    }

    // Nodes: lines, then cross lines. Line → cross line raises the cell between them, cross line → line lowers it.
    private long Flow(bool raises, long most)
    {
        int source = raises ? _lines + _cell.Second : _cell.First;
        int sink = raises ? _cell.First : _lines + _cell.Second;
        long flow = 0;
        while (flow < most && Path(source, sink) is { } cameFrom)
        {
            long step = most - flow;
            for (int node = sink; node != source; node = cameFrom[node])
                step = Math.Min(step, Capacity(cameFrom[node], node));
            for (int node = sink; node != source; node = cameFrom[node])
                Change(cameFrom[node], node, step);
            flow += step;
        }

        return flow;
    }

    private int[]? Path(int source, int sink)
    {
        var cameFrom = new int[_lines + _crossLines];
        Array.Fill(cameFrom, -1);
        cameFrom[source] = source;
        var next = new Queue<int>([source]);
        while (next.TryDequeue(out int node) && cameFrom[sink] < 0)
        {
            (int start, int end) = node < _lines ? (_lines, cameFrom.Length) : (0, _lines);
            for (int other = start; other < end; other++)
            {
                if (cameFrom[other] < 0 && Capacity(node, other) > 0)
                {
                    cameFrom[other] = node;
                    next.Enqueue(other);
                }
            }
        }

        return cameFrom[sink] < 0 ? null : cameFrom;
    }

    private long Capacity(int from, int to)
    {
        (int line, int cross) = from < _lines ? (from, to - _lines) : (to, from - _lines);
        if (!_isWithheld[line, cross] || (line, cross) == _cell)
            return 0;
        return from < _lines ? long.MaxValue : _counts[line, cross] - 1;
    }

    private void Change(int from, int to, long step)
    {
        if (from < _lines)
            _counts[from, to - _lines] += step;
        else
            _counts[to, from - _lines] -= step;
    }
}
