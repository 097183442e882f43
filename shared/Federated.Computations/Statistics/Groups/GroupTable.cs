using System.Collections.Immutable;

namespace Federated.Computations.Statistics.Groups;

/// <summary>A table by groups.</summary>
/// <param name="Query">What it shows.</param>
/// <param name="Cells">Each combination of the values reported for the columns, the first running slowest; values merged for the floor have no cells of their own. Empty when too few rows are in it to show anything.</param>
public sealed record GroupTable(GroupQuery Query, ImmutableArray<GroupCell> Cells)
{
    /// <summary>The cell of two values, or null where their line was merged.</summary>
    public GroupCell? Of(int first, int second = CategoryColumn.Other)
    {
        foreach (GroupCell cell in Cells)
        {
            if (cell.First == first && cell.Second == second)
                return cell;
        }

        return null;
    }
}
