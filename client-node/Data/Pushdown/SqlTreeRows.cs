using System.Collections.Immutable;
using System.Globalization;
using Federated.Learning.Trees;

namespace Federated.ClientNode.Data.Pushdown;

/// <summary>
/// The rows of trees in a database, in three layers: bins <c>k0</c>, <c>k1</c>, … (the last of a column for missing values) with the label <c>y</c> and the
/// customer's <c>customer_key</c>; the raw scores <c>s0</c>, … of the model so far; and the units <c>g0</c>, <c>h0</c>, … of their derivatives.
/// </summary>
internal sealed class SqlTreeRows
{
    private const double LargestExponent = 700;

    private readonly SqlDialect _dialect;
    private readonly string _rows;
    private readonly IReadOnlyList<string> _columns;

    /// <param name="dialect">How expressions are written.</param>
    /// <param name="columns">The value of each of the mapper's columns by name: a number, or the index of a category's value.</param>
    /// <param name="rows">The rows, of <see cref="PushedTable.Rows"/>.</param>
    public SqlTreeRows(SqlDialect dialect, IReadOnlyList<string> columns, string rows)
    {
        _dialect = dialect;
        _columns = columns;
        _rows = rows;
    }

    /// <summary>Bins, label and key.</summary>
    public string Codes(BinMapper mapper, TreeTarget target)
    {
        if (target.LargestWeight is not null)
            throw SqlDialect.Refusal("rows that weigh different amounts have no SQL", "read the rows instead");
        var label = target.Classes > 0
            ? PushedTable.Label
            : _dialect.Single(_dialect.Least(_dialect.Greatest(PushedTable.Label, _dialect.Number(-target.LargestLabel)), _dialect.Number(target.LargestLabel)));
        return Bins(mapper, $"{label} AS y, {PushedTable.Key}");
    }

    /// <summary>Bins, and other expressions beside them.</summary>
    public string Bins(BinMapper mapper, string others)
    {
        var codes = mapper.Columns.Select((bins, column) => Invariant($"{Slot(bins, _columns[column])} AS k{column}"));
        return $"(SELECT {string.Join(", ", codes)}, {others} FROM {_rows} {_dialect.Fence}) AS codes";
    }

    /// <summary>Those, and raw scores.</summary>
    public string Scores(BinMapper mapper, TreeGradients gradients)
    {
        var outputs = gradients.Target.Outputs;
        var scores = Enumerable.Range(0, outputs).Select(output =>
        {
            var terms = gradients.Trees.Where((_, tree) => tree % outputs == output).Select(tree => Walk(tree, mapper, 0, leaf => _dialect.Number(tree.Values[leaf])));
            return Invariant($"{string.Join(" + ", terms.Prepend(_dialect.Number(gradients.Baseline[output])))} AS s{output}");
        });
        return $"(SELECT codes.*, {string.Join(", ", scores)} FROM {Codes(mapper, gradients.Target)} {_dialect.Fence}) AS scores";
    }

    /// <summary>Those, and units of gradients and hessians.</summary>
    public string Units(BinMapper mapper, TreeGradients gradients)
    {
        var target = gradients.Target;
        var outputs = Enumerable.Range(0, target.Outputs).ToArray();
        var means = $"(SELECT scores.*, {string.Join(", ", outputs.Select(output => Invariant($"{MeanOf(target, output)} AS p{output}")))} FROM {Scores(mapper, gradients)} {_dialect.Fence}) AS means";
        var units = outputs.Select(output =>
        {
            var wanted = target.Outputs > 1 ? Invariant($"CASE WHEN y = {output} THEN 1 ELSE 0 END") : "y";
            var gradient = InUnits(Invariant($"(p{output} - {wanted})"), gradients.GradientGrid, gradients.LargestUnits);
            var hessian = target.Objective == BoostingObjective.Poisson ? Invariant($"p{output}") : Invariant($"(p{output} * (1 - p{output}))");
            return Invariant($"{gradient} AS g{output}") + (target.HasHessians ? Invariant($", {InUnits(hessian, gradients.HessianGrid, gradients.LargestUnits)} AS h{output}") : "");
        });
        return $"(SELECT means.*, {string.Join(", ", units)} FROM {means} {_dialect.Fence}) AS units";
    }

    /// <summary>A row's loss, within the target's bound, in units.</summary>
    public string Loss(TreeGradients gradients)
    {
        var target = gradients.Target;
        var loss = target switch
        {
            { Objective: BoostingObjective.Logistic } => $"{_dialect.Greatest("s0", _dialect.Number(0))} - (s0 * y) + {_dialect.Logarithm($"(1 + {Power("-ABS(s0)")})")}",
            { Objective: BoostingObjective.Poisson } => $"{Power("s0")} - (y * s0)",
            { Outputs: 1 } => "(s0 - y) * (s0 - y) / 2",
            _ => throw SqlDialect.Refusal("the loss of more than two classes has no SQL", "read the rows instead, or judge no model by rows that are held back"),
        };
        var bound = _dialect.Number(target.LargestLoss);
        return _dialect.Round($"({_dialect.Least(_dialect.Greatest($"({loss})", _dialect.Number(-target.LargestLoss)), bound)}) / {_dialect.Number(gradients.LossQuantum)}");
    }

    /// <summary>How often rows are drawn: 0, 1, ….</summary>
    public static string DrawsOf(RowDraws draws)
    {
        if (draws.Hash is not { } hash)
            return "1";
        var value = hash.Coefficients.Skip(1).Aggregate(Invariant($"{hash.Coefficients[0]}"), (so, next) => Invariant($"(({so} * {PushedTable.Key} + {next}) % {RowHash.Modulus})"));
        var cases = draws.Thresholds.Select((threshold, times) => Invariant($"WHEN {value} < {threshold} THEN {times + 1}")).Reverse();
        return $"CASE {string.Join(' ', cases)} ELSE 0 END";
    }

    /// <summary>A nested CASE over a tree's tests.</summary>
    /// <param name="tree">The tree.</param>
    /// <param name="mapper">The bins that it tests.</param>
    /// <param name="node">Where to begin.</param>
    /// <param name="atLeaf">What stands at a leaf.</param>
    public static string Walk(DecisionTree tree, BinMapper mapper, int node, Func<int, string> atLeaf)
    {
        var test = tree.Nodes[node];
        if (test.IsLeaf)
            return atLeaf(node);
        var (left, right) = (Walk(tree, mapper, test.LeftChild, atLeaf), Walk(tree, mapper, test.LeftChild + 1, atLeaf));
        var missing = mapper.Columns[test.Column].Count;
        if (test.Kind == ColumnKind.Numerical)
        {
            var goes = Invariant($"k{test.Column} <= {test.Bin}") + (test.MissingLeft ? Invariant($" OR k{test.Column} = {missing}") : "");
            goes = !test.MissingLeft && test.Bin >= missing ? Invariant($"k{test.Column} < {missing}") : goes;
            return $"CASE WHEN {goes} THEN {left} ELSE {right} END";
        }
        var slots = Enumerable.Range(0, missing).Where(bin => test.LeftBins.Contains((byte)bin)).ToList();
        if (test.LeftBins.Contains(ColumnBins.Missing))
            slots.Add(missing);
        return slots.Count == 0 ? right : Invariant($"CASE WHEN k{test.Column} IN ({string.Join(", ", slots)}) THEN {left} ELSE {right} END");
    }

    private string Slot(ColumnBins bins, string value)
    {
        if (bins.Kind == ColumnKind.Numerical)
        {
            ImmutableArray<double> edges = [.. bins.Edges.ToArray().Select(edge => (double)edge)];
            return Invariant($"CASE WHEN {value} IS NULL THEN {bins.Count} ELSE {EdgeCase.CountBelow(_dialect, _dialect.Single(value), edges)} END");
        }
        var cases = string.Join(' ', bins.Categories.Select((category, bin) => Invariant($"WHEN {category} THEN {bin}")));
        return cases.Length == 0 ? "0" : Invariant($"CASE {_dialect.Whole(value)} {cases} ELSE {bins.Count} END");
    }

    private string MeanOf(TreeTarget target, int output) => target.Objective switch
    {
        BoostingObjective.Logistic => $"1 / (1 + {Power("-s0")})",
        BoostingObjective.Poisson => Power("s0"),
        BoostingObjective.Softmax => $"{Excess(target, output)} / ({string.Join(" + ", Enumerable.Range(0, target.Outputs).Select(other => Excess(target, other)))})",
        _ => Invariant($"s{output}"),
    };

    private string Excess(TreeTarget target, int output)
    {
        var largest = Enumerable.Range(0, target.Outputs).Select(other => Invariant($"s{other}")).Aggregate(_dialect.Greatest);
        return Power(Invariant($"s{output} - {largest}"));
    }

    private string Power(string exponent) => _dialect.Exponential(
        _dialect.Least(_dialect.Greatest($"({exponent})", _dialect.Number(-LargestExponent)), _dialect.Number(LargestExponent)));

    private string InUnits(string value, StatisticGrid grid, long largest) => _dialect.Least(
        _dialect.Greatest(_dialect.Round($"{value} * {_dialect.Number(1 / grid.Quantum)}"), _dialect.Number(-largest)), _dialect.Number(largest));

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
