using Federated.Computations.Statistics;
using Federated.Computations.Statistics.Groups;
using FsCheck;
using FsCheck.Fluent;

namespace Federated.Computations.Tests.Statistics.Groups;

/// <summary>What somebody can work out who knows all that a table shows and the totals of all its lines, by trying every table that fits.</summary>
public sealed class GroupFloorTests
{
    private const int Floor = 3;

    [Fact]
    public void Apply_AnyTable_LeavesForEverySmallCellAsManyCountsAsTheFloor()
    {
        Gen<int[]> cells = Gen.Frequency((3, Gen.Choose(0, 4)), (2, Gen.Choose(3, 6))).ListOf(9).Select(list => list.ToArray());
        Prop.ForAll(cells.ToArbitrary(), counts =>
        {
            if (GroupFloor.Apply(Grid(counts, 3), Floor) is not var (grid, isWithheld))
            {
                Assert.InRange(counts.Sum(), 0, Floor - 1);
                return;
            }

            for (int first = 0; first < grid.First.Length; first++)
            {
                for (int second = 0; second < grid.Second.Length; second++)
                {
                    long rows = grid[first, second].Rows;
                    Assert.True(isWithheld[first, second] || rows == 0 || rows >= Floor);
                    if (rows is > 0 and < Floor)
                        Assert.True(Fitting(grid, isWithheld).Select(fit => fit[first, second]).Distinct().Take(Floor).Count() == Floor);
                }
            }

            RequireThickLines(grid, isWithheld);
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Apply_TwoSmallCellsWhoseTotalGivesThemAway_WithholdsMore()
    {
        // Both 1s are withheld; without more, either line's total would tell them.
        (_, bool[,] isWithheld) = GroupFloor.Apply(Grid([1, 9, 8, 9, 1, 8, 8, 8, 0], 3), Floor)!.Value;

        Assert.True(isWithheld[0, 0] && isWithheld[1, 1]);
        Assert.True(isWithheld.Cast<bool>().Count(withheld => withheld) >= 4);
        Assert.False(isWithheld[2, 2]);
    }

    [Fact]
    public void Apply_NoSmallCell_WithholdsNothing()
        => Assert.DoesNotContain(true, GroupFloor.Apply(Grid([3, 4, 5, 6, 0, 8, 9, 3, 3], 3), Floor)!.Value.IsWithheld.Cast<bool>());

    [Fact]
    public void Apply_LineThatNothingElseProtects_IsMerged()
    {
        // The last line's 1 and 2 can only be told apart in two ways.
        (GroupGrid grid, bool[,] isWithheld) = GroupFloor.Apply(Grid([20, 30, 0, 9, 8, 0, 1, 2, 0], 3), Floor)!.Value;

        Assert.Equal([0, -1], grid.First.ToArray());
        Assert.Equal([20L, 30L, 10L, 10L], new[] { grid[0, 0].Rows, grid[0, 1].Rows, grid[1, 0].Rows, grid[1, 1].Rows });
        Assert.DoesNotContain(true, isWithheld.Cast<bool>());
    }

    [Fact]
    public void Apply_TwoTablesJoinedByOneCell_DoesNotTrustTheBridge()
    {
        // Two blocks of small cells; a lone withheld cell between them would be told by the blocks' totals.
        int[] counts =
        [
            2, 2, 9, 9, 9,
            2, 2, 9, 9, 9,
            9, 9, 2, 9, 9,
            9, 9, 9, 9, 9,
            9, 9, 9, 9, 9,
        ];
        (GroupGrid grid, bool[,] isWithheld) = GroupFloor.Apply(Grid(counts, 5), Floor)!.Value;

        Assert.True(WithheldRange.IsWide(grid, isWithheld, (2, 2), Floor));
        Assert.True(Enumerable.Range(0, 5).Count(cross => isWithheld[2, cross]) >= 2);
        Assert.True(Enumerable.Range(0, 5).Count(line => isWithheld[line, 2]) >= 2);
    }

    [Fact]
    public void Merge_LineWithFewMeasuredValues_IsMerged()
    {
        GroupGrid grid = Read(new GroupSums(0, 2, 1, 1, 0), [
            20, 1, 0.5, 0.3, 0, 0, 0, 0,
            30, 9, 4, 3, 0, 0, 0, 0,
            7, 7, 2, 1, 0, 0, 0, 0]);
        GroupGrid merged = GroupFloor.Merge(grid, Floor)!;

        Assert.Equal([1, -1], merged.First.ToArray());
        Assert.Equal(new GroupFigures(27, 8, 2.5, 1.3), merged.LineTotal(1));
    }

    private static void RequireThickLines(GroupGrid grid, bool[,] isWithheld)
    {
        for (int first = 0; first < grid.First.Length; first++)
            RequireThick(Enumerable.Range(0, grid.Second.Length).Where(second => isWithheld[first, second]).Sum(second => grid[first, second].Rows));
        for (int second = 0; second < grid.Second.Length; second++)
            RequireThick(Enumerable.Range(0, grid.First.Length).Where(first => isWithheld[first, second]).Sum(first => grid[first, second].Rows));
    }

    private static void RequireThick(long rows) => Assert.True(rows == 0 || rows >= Floor);

    /// <summary>Every table of whole numbers with the shown cells and line totals of this one, withheld cells being 1 or more.</summary>
    private static IEnumerable<long[,]> Fitting(GroupGrid grid, bool[,] isWithheld)
    {
        (int First, int Second)[] hidden = [.. Enumerable.Range(0, grid.First.Length * grid.Second.Length)
            .Select(index => (index / grid.Second.Length, index % grid.Second.Length)).Where(cell => isWithheld[cell.Item1, cell.Item2])];
        long[] lines = [.. Enumerable.Range(0, grid.First.Length).Select(first => hidden.Where(cell => cell.First == first).Sum(cell => grid[cell.First, cell.Second].Rows))];
        long[] crossLines = [.. Enumerable.Range(0, grid.Second.Length).Select(second => hidden.Where(cell => cell.Second == second).Sum(cell => grid[cell.First, cell.Second].Rows))];
        return Fill(new long[grid.First.Length, grid.Second.Length], hidden, 0, lines, crossLines);
    }

    private static IEnumerable<long[,]> Fill(long[,] table, (int First, int Second)[] hidden, int next, long[] lines, long[] crossLines)
    {
        if (next == hidden.Length)
        {
            if (lines.All(left => left == 0) && crossLines.All(left => left == 0))
                yield return table;
            yield break;
        }

        (int first, int second) = hidden[next];
        for (long count = 1; count <= Math.Min(lines[first], crossLines[second]); count++)
        {
            (lines[first], crossLines[second], table[first, second]) = (lines[first] - count, crossLines[second] - count, count);
            foreach (long[,] fit in Fill(table, hidden, next + 1, lines, crossLines))
                yield return fit;
            (lines[first], crossLines[second]) = (lines[first] + count, crossLines[second] + count);
        }
    }

    private static GroupGrid Grid(int[] counts, int width)
        => Read(new GroupSums(0, (counts.Length / width) - 1, 1, width - 1, null), [.. counts.Select(count => (double)count)]);

    private static GroupGrid Read(GroupSums asked, double[] figures) => GroupGrid.Read(asked, new SumAnswers([figures], 3), 0);
}
