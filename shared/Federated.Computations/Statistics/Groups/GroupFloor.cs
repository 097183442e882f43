namespace Federated.Computations.Statistics.Groups;

/// <summary>Keeps small groups out of a table; the rules stand at <see cref="FederatedGroups"/>.</summary>
internal static class GroupFloor
{
    /// <summary>Merges lines that are too small; null when even all rows together are too few.</summary>
    public static GroupGrid? Merge(GroupGrid grid, int floor)
    {
        bool[]? first = Kept([.. Enumerable.Range(0, grid.First.Length).Select(grid.LineTotal)], floor);
        bool[]? second = grid.Second.Length == 1 ? [false] : Kept([.. Enumerable.Range(0, grid.Second.Length).Select(grid.CrossTotal)], floor);
        return first is null || second is null ? null : grid.Merge(first, second);
    }

    /// <summary>Which cells of merged lines are withheld; null when nothing can be shown.</summary>
    public static bool[,]? Withhold(GroupGrid grid, int floor)
    {
        var isWithheld = new bool[grid.First.Length, grid.Second.Length];
        var unsafeCells = new Queue<(int First, int Second)>();
        foreach ((int first, int second) in Cells(grid).Where(cell => !grid[cell.First, cell.Second].IsShowable(floor)))
        {
            isWithheld[first, second] = true;
            unsafeCells.Enqueue((first, second));
        }

        if (grid.Second.Length == 1)
            return isWithheld;
        while (ThinLine(grid, isWithheld, floor) is { } line)
        {
            if (!WithholdSmallest(grid, isWithheld, line))
                return null;
        }

        // To withhold more only widens what fits, so that a cell found safe stays safe.
        while (unsafeCells.TryPeek(out (int First, int Second) cell))
        {
            if (WithheldRange.IsWide(grid, isWithheld, cell, floor))
                unsafeCells.Dequeue();
            else if (!WithholdSmallest(grid, isWithheld, Cells(grid).Where(other => other.First == cell.First || other.Second == cell.Second)) && !WithholdSmallest(grid, isWithheld, Cells(grid)))
                return null;
        }

        return isWithheld;
    }

    private static bool[]? Kept(GroupFigures[] totals, int floor)
    {
        var keeps = new bool[totals.Length];
        GroupFigures other = totals[^1];
        for (int line = 0; line < totals.Length - 1; line++)
        {
            keeps[line] = totals[line].IsShowable(floor);
            if (!keeps[line])
                other += totals[line];
        }

        while (!other.IsShowable(floor))
        {
            int smallest = Enumerable.Range(0, totals.Length).Where(line => keeps[line] && totals[line].Rows > 0).DefaultIfEmpty(-1).MinBy(line => line < 0 ? 0 : totals[line].Rows);
            if (smallest < 0)
                return null;
            keeps[smallest] = false;
            other += totals[smallest];
        }

        return keeps;
    }

    /// <summary>The cells of a line whose withheld ones are too few rows together.</summary>
    private static IEnumerable<(int First, int Second)>? ThinLine(GroupGrid grid, bool[,] isWithheld, int floor)
    {
        IEnumerable<IEnumerable<(int First, int Second)>> lines = Cells(grid).GroupBy(cell => cell.First).Concat(Cells(grid).GroupBy(cell => cell.Second));
        return lines.FirstOrDefault(line => !line.Where(cell => isWithheld[cell.First, cell.Second])
            .Aggregate(default(GroupFigures), (sum, cell) => sum + grid[cell.First, cell.Second]).IsShowable(floor));
    }

    private static bool WithholdSmallest(GroupGrid grid, bool[,] isWithheld, IEnumerable<(int First, int Second)> among)
    {
        (int First, int Second)[] shown = [.. among.Where(cell => !isWithheld[cell.First, cell.Second] && grid[cell.First, cell.Second].Rows > 0)];
        if (shown.Length == 0)
            return false;
        (int first, int second) = shown.MinBy(cell => grid[cell.First, cell.Second].Rows);
        return isWithheld[first, second] = true;
    }

    private static IEnumerable<(int First, int Second)> Cells(GroupGrid grid)
        => Enumerable.Range(0, grid.First.Length).SelectMany(first => Enumerable.Range(0, grid.Second.Length).Select(second => (first, second)));
}
