namespace Federated.Computations.Statistics.Groups;

/// <summary>Keeps small groups out of a table; the rules stand at <see cref="FederatedGroups"/>.</summary>
internal static class GroupFloor
{
    /// <summary>The groups that can be shown, and which of their cells are withheld; null when nothing can be shown.</summary>
    public static (GroupGrid Grid, bool[,] IsWithheld)? Apply(GroupGrid read, int floor)
    {
        GroupGrid? grid = Merge(read, floor);
        while (grid is not null)
        {
            var withholding = new Withholding(grid, floor);
            if (withholding.TryProtect(out (int First, int Second) exposed))
                return (grid, withholding.IsWithheld);
            grid = MergeLineOf(grid, exposed);
        }

        return null;
    }

    /// <summary>Merges lines that are too small; null when even all rows together are too few.</summary>
    public static GroupGrid? Merge(GroupGrid grid, int floor)
    {
        bool[]? first = Kept([.. Enumerable.Range(0, grid.First.Length).Select(grid.LineTotal)], floor);
        bool[]? second = grid.Second.Length == 1 ? [false] : Kept([.. Enumerable.Range(0, grid.Second.Length).Select(grid.CrossTotal)], floor);
        return first is null || second is null ? null : grid.Merge(first, second);
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
            if (Smallest(totals, keeps) is not { } smallest)
                return null;
            keeps[smallest] = false;
            other += totals[smallest];
        }

        return keeps;
    }

    /// <summary>Merges the smaller of the two lines of a cell that nothing else protects into "other", or, when it is "other", the smallest line.</summary>
    private static GroupGrid? MergeLineOf(GroupGrid grid, (int First, int Second) cell)
    {
        GroupFigures[] lines = [.. Enumerable.Range(0, grid.First.Length).Select(grid.LineTotal)], crossLines = [.. Enumerable.Range(0, grid.Second.Length).Select(grid.CrossTotal)];
        bool[] keepsFirst = [.. lines[..^1].Select(_ => true), false], keepsSecond = [.. crossLines[..^1].Select(_ => true), false];
        bool prefersLine = lines[cell.First].Rows <= crossLines[cell.Second].Rows;
        bool isMerged = prefersLine ? Drop(lines, keepsFirst, cell.First) || Drop(crossLines, keepsSecond, cell.Second) : Drop(crossLines, keepsSecond, cell.Second) || Drop(lines, keepsFirst, cell.First);
        return isMerged ? grid.Merge(keepsFirst, keepsSecond) : null;
    }

    private static bool Drop(GroupFigures[] totals, bool[] keeps, int line)
    {
        int? dropped = keeps[line] ? line : Smallest(totals, keeps);
        if (dropped is not { } index)
            return false;
        keeps[index] = false;
        return true;
    }

    private static int? Smallest(GroupFigures[] totals, bool[] keeps)
    {
        int? smallest = null;
        for (int line = 0; line < totals.Length; line++)
        {
            if (keeps[line] && totals[line].Rows > 0 && (smallest is null || totals[line].Rows < totals[smallest.Value].Rows))
                smallest = line;
        }

        return smallest;
    }
}
