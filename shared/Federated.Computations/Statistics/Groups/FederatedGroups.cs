namespace Federated.Computations.Statistics.Groups;

/// <summary>
/// Tables by groups of all nodes' rows, in one round; counts are exact. No small group is shown, and none can be had by subtraction, even by one who knows
/// the totals of every line of a table:
/// <list type="number">
/// <item>A line (a value of one column) with 1 to below the floor rows or measured values is merged into "other", and the smallest line follows while "other" itself is too small.</item>
/// <item>Of what is left, every cell with 1 to below the floor rows or measured values is withheld (primary suppression).</item>
/// <item>More cells, the smallest first, are withheld (secondary suppression) until in each line the withheld cells hold at least as many rows and measured values as the floor together,
/// and until for every withheld small cell at least as many different counts as the floor fit all that is shown: see <see cref="WithheldRange"/>. Where nothing is left to withhold,
/// the line is merged into "other", and the table is looked at anew.</item>
/// </list>
/// Cells of 0 rows are shown: they are nobody's. What several tables over the same rows tell together is not looked at beyond their common totals. The
/// coordinator itself sees the sums.
/// </summary>
public sealed class FederatedGroups : JointSums<GroupState>
{
    /// <inheritdoc/>
    public override TableColumns ColumnsOf(GroupState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return state.Plan.Columns;
    }

    /// <inheritdoc/>
    public override IReadOnlyList<ColumnSum> Ask(GroupState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return IsDone(state) ? [] : [.. state.Plan.Sums];
    }

    /// <inheritdoc/>
    public override GroupState Answer(GroupState state, SumAnswers answers)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(answers);
        return state with { Tables = [.. state.Plan.Queries.Select((query, sum) => Table(state.Plan, query, sum, answers))] };
    }

    /// <inheritdoc/>
    public override bool IsDone(GroupState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return !state.Tables.IsDefault;
    }

    private static GroupTable Table(GroupPlan plan, GroupQuery query, int sum, SumAnswers answers)
    {
        GroupSums asked = plan.Sums[sum];
        var grid = GroupGrid.Read(asked, answers, sum);
        NumericColumn? measure = asked.Measure is { } index ? plan.Columns.Numeric[index] : null;
        return GroupFloor.Apply(grid, plan.Floor) is var (shown, isWithheld) ? new GroupTable(query, shown.ToCells(isWithheld, measure)) : new GroupTable(query, []);
    }
}
