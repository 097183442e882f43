using System.Globalization;
using Federated.Computations;
using Federated.Tasks.Features;
using Federated.Tasks.Schema;

namespace Federated.ClientNode.Data.Pushdown;

/// <summary>The encoded rows of a model in a database: inputs <c>x0</c>, <c>x1</c>, … and the label <c>label</c>.</summary>
internal sealed class SqlInputs
{
    private readonly PushedTable _table;
    private readonly bool _hasLabel;

    /// <param name="table">The database.</param>
    /// <param name="plan">The inputs.</param>
    /// <param name="rows">The rows, of <see cref="PushedTable.Rows"/>.</param>
    /// <param name="label">What stands in the place of the label.</param>
    /// <param name="carried">Fields whose values stand beside the inputs, under the names of <see cref="Carried"/>.</param>
    public SqlInputs(PushedTable table, FeaturePlan plan, string rows, LabelFormula label, params IEnumerable<string> carried)
    {
        _table = table;
        _hasLabel = table.Contract.LabelKind != LabelKind.None;
        Width = plan.Width;
        Carried = [.. carried.Select(table.NameOf)];
        var formula = new SqlFormula(table.Dialect);
        var inputs = plan.Columns.Select((column, at) => string.Create(CultureInfo.InvariantCulture, $"{formula.Of(column.Formula, table.NameOf(column.Formula.Field))} AS x{at}"));
        var (target, condition) = formula.Of(label, PushedTable.Label);
        From = $"(SELECT {string.Join(", ", inputs)}{(_hasLabel ? $", {target} AS {PushedTable.Label}" : "")}{string.Concat(Carried.Select(name => $", {name}"))} FROM {rows} WHERE {condition} {table.Dialect.Fence}) AS inputs";
    }

    /// <summary>Inputs of a row.</summary>
    public int Width { get; }

    /// <summary>Names of values that are carried along: NULL where missing.</summary>
    public IReadOnlyList<string> Carried { get; }

    /// <summary>The rows, as a subquery with its alias.</summary>
    public string From { get; }

    public PushedTable Table => _table;

    public SqlDialect Dialect => _table.Dialect;

    /// <summary>The inputs by name, in the plan's order.</summary>
    public IEnumerable<string> Names => Enumerable.Range(0, Width).Select(at => string.Create(CultureInfo.InvariantCulture, $"x{at}"));

    /// <summary>Requires every input, and the label where a bound is given for it, within its bound.</summary>
    /// <exception cref="ContributionException">One lies outside; it is named.</exception>
    public void Require(double featureBound, double labelBound = double.PositiveInfinity)
    {
        string[] names = [.. Names, .. _hasLabel ? ["label"] : Array.Empty<string>()];
        var largest = _table.Totals(names.Select(name => Aggregate.Greatest($"ABS({name})")), From);
        for (var at = 0; at < names.Length; at++)
        {
            var bound = at < Width ? featureBound : labelBound;
            if (!(largest[at] <= bound))
                throw new ContributionException($"Input {at} reaches {largest[at]}, beyond ±{bound}; clip it as the job's features say.");
        }
    }
}
