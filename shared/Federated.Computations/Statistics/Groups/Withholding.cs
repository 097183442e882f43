namespace Federated.Computations.Statistics.Groups;

/// <summary>Which cells of a table with large enough lines are withheld, and whether that protects the small ones; the rules stand at <see cref="FederatedGroups"/>.</summary>
internal sealed class Withholding
{
    private readonly GroupGrid _grid;
    private readonly int _floor;
    private readonly (int First, int Second)[] _cells;

    public Withholding(GroupGrid grid, int floor)
    {
        _grid = grid;
        _floor = floor;
        _cells = [.. Enumerable.Range(0, grid.First.Length).SelectMany(first => Enumerable.Range(0, grid.Second.Length).Select(second => (first, second)))];
        IsWithheld = new bool[grid.First.Length, grid.Second.Length];
        foreach ((int first, int second) in _cells)
            IsWithheld[first, second] = !grid[first, second].IsShowable(floor);
    }

    /// <summary>By line and cross line.</summary>
    public bool[,] IsWithheld { get; }

    /// <summary>Withholds more cells until all small ones are protected.</summary>
    /// <param name="exposed">When false is returned: a cell that nothing protects.</param>
    public bool TryProtect(out (int First, int Second) exposed)
    {
        var small = new Queue<(int First, int Second)>(_cells.Where(cell => IsWithheld[cell.First, cell.Second]));
        exposed = default;
        if (_grid.Second.Length == 1)
            return true;
        while (ThinLine() is { } line)
        {
            exposed = line.First(cell => IsWithheld[cell.First, cell.Second]);
            if (!WithholdSmallest(line))
                return false;
        }

        // To withhold more only widens what fits, so that a cell found safe stays safe.
        while (small.TryPeek(out exposed))
        {
            if (WithheldRange.IsWide(_grid, IsWithheld, exposed, _floor))
                small.Dequeue();
            else if (!WithholdSmallest(Protectors(exposed)))
                return false;
        }

        return true;
    }

    /// <summary>A line whose withheld cells are too few rows together.</summary>
    private IEnumerable<(int First, int Second)>? ThinLine()
    {
        IEnumerable<IEnumerable<(int First, int Second)>> lines = _cells.GroupBy(cell => cell.First).Concat(_cells.GroupBy(cell => cell.Second));
        return lines.FirstOrDefault(line => !line.Where(cell => IsWithheld[cell.First, cell.Second]).Aggregate(default(GroupFigures), (sum, cell) => sum + _grid[cell.First, cell.Second]).IsShowable(_floor));
    }

    /// <summary>The cells to withhold next: those of the line that leaves the cell too little room by itself, or of both.</summary>
    private IEnumerable<(int First, int Second)> Protectors((int First, int Second) exposed)
    {
        (int First, int Second)[] line = [.. _cells.Where(cell => cell.First == exposed.First)], crossLine = [.. _cells.Where(cell => cell.Second == exposed.Second)];
        return IsNarrow(line) ? line : IsNarrow(crossLine) ? crossLine : line.Concat(crossLine);
    }

    // As each withheld cell has a row at least, one of k with R rows together has 1 to R − k + 1.
    private bool IsNarrow((int First, int Second)[] line)
    {
        (int First, int Second)[] withheld = [.. line.Where(cell => IsWithheld[cell.First, cell.Second])];
        return withheld.Sum(cell => _grid[cell.First, cell.Second].Rows) - withheld.Length + 1 < _floor;
    }

    private bool WithholdSmallest(IEnumerable<(int First, int Second)> among)
    {
        (int First, int Second)[] shown = [.. among.Where(cell => !IsWithheld[cell.First, cell.Second] && _grid[cell.First, cell.Second].Rows > 0)];
        if (shown.Length == 0)
            return false;
        (int first, int second) = shown.MinBy(cell => _grid[cell.First, cell.Second].Rows);
        return IsWithheld[first, second] = true;
    }
}
