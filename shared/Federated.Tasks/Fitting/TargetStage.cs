using System.Collections.Immutable;
using Federated.Computations;
using Federated.Computations.Statistics;
using Federated.Computations.Statistics.Groups;
using Federated.Learning.State;
using Federated.Tasks.Features;
using Federated.Tasks.Schema;
using Federated.Tasks.Stages;

namespace Federated.Tasks.Fitting;

/// <summary>Joint counts of the label (or its mean, for a number) by value of the categories with target encoding, in one round and with a floor on small groups.</summary>
internal sealed class TargetStage : Stage<GroupState, IColumnSums>
{
    private readonly PlanColumns _columns;
    private readonly PartRows _rows;
    private readonly GroupPlan _plan;

    public TargetStage(IReadOnlyList<string> fields, PlanColumns columns, PartRows rows)
        : base("targets")
    {
        (_columns, _rows) = (columns, rows);
        string label = columns.Contract.Label!.Name;
        bool isNumber = columns.Contract.LabelKind == LabelKind.Number;
        _plan = new GroupPlan(columns.Columns, fields.Select(field => isNumber ? new GroupQuery(field, Measure: label) : new GroupQuery(field, label)));
    }

    public override string? InsteadOfRows => null;

    public override int MostRounds => 1;

    /// <summary>Mean labels of a category's values.</summary>
    /// <param name="state">A state in which this stage is past.</param>
    /// <param name="field">A category with target encoding.</param>
    /// <param name="smoothing">Rows' worth of the mean of all rows that each value's own mean is mixed with.</param>
    /// <returns>By value; a value that was withheld, or has no rows, has the mean of all rows. Then that mean.</returns>
    public (ImmutableArray<double> ByValue, double Overall) Means(TaskState state, string field, double smoothing)
    {
        GroupState groups = Of(state);
        if (groups.Tables.IsDefault)
            throw new TaskStateException("The job has not counted labels by category yet.");
        GroupTable table = groups.Tables.Single(each => each.Query.First == field);
        (double Rows, double Sum)[] values = [.. _columns.Contract.Find(field)!.Values.Select((_, value) => Group(table, value))];
        (double Rows, double Sum) rest = Group(table, CategoryColumn.Other);
        double rows = values.Sum(group => group.Rows) + rest.Rows, overall = rows > 0 ? (values.Sum(group => group.Sum) + rest.Sum) / rows : 0;
        return ([.. values.Select(group => group.Rows + smoothing > 0 ? (group.Sum + (smoothing * overall)) / (group.Rows + smoothing) : overall)], overall);
    }

    protected override IComputation<GroupState, IColumnSums> Computation(TaskState state) => new FederatedGroups();

    protected override GroupState Start(TaskState before) => GroupState.Begin(_plan);

    protected override GroupState Read(ModelSnapshot part, TaskState state) => GroupSnapshot.Read(part, _plan);

    protected override ModelSnapshot Write(GroupState state) => GroupSnapshot.Write(state);

    protected override IColumnSums Data(TaskState state, TaskData data) =>
        _rows.Columns(data.Rows, _columns.Summed, RowPart.Training);

    private (double Rows, double Sum) Group(GroupTable table, int value)
    {
        if (table.Query.Second is null)
            return table.Of(value) is { Rows: { } rows } cell && double.IsFinite(cell.Mean) ? (rows, rows * cell.Mean) : default;
        // A withheld count of either class withholds the value: its share cannot be told.
        GroupCell?[] classes = [.. Enumerable.Range(0, ClassCount).Select(label => table.Of(value, label))];
        return Array.TrueForAll(classes, cell => cell?.Rows is not null) ? (classes.Sum(cell => cell!.Value.Rows!.Value), classes.Select((cell, label) => label * cell!.Value.Rows!.Value).Sum()) : default;
    }

    private int ClassCount => _columns.Contract.LabelKind == LabelKind.TwoClasses ? 2 : _columns.Contract.Label!.Values.Count;
}
