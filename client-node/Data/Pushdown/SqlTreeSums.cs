using System.Globalization;
using Federated.Computations.Boosting;
using Federated.Learning.Trees;

namespace Federated.ClientNode.Data.Pushdown;

/// <summary>
/// Histograms of trees over a database's rows: rows find their node by a nested CASE, their bins by another, and are summed by GROUP BY of both. One
/// query for each tree that grows; the database keeps each row's bins and units while it answers it. Sums are of whole numbers and equal those of rows that
/// are read, but for exponentials that differ in their last bit (see <see cref="TreeGradients"/>).
/// </summary>
internal sealed class SqlTreeSums : ITreeSums
{
    // SQLite takes 500 parts of a UNION.
    private const int MostParts = 400;

    private readonly PushedTable _table;
    private readonly SqlTreeRows _rows;

    /// <param name="table">The database.</param>
    /// <param name="fields">The field of each of the mapper's columns.</param>
    /// <param name="rows">The rows, of <see cref="PushedTable.Rows"/>.</param>
    public SqlTreeSums(PushedTable table, IEnumerable<string> fields, string rows)
    {
        _table = table;
        _rows = new SqlTreeRows(table.Dialect, [.. fields.Select(table.NameOf)], rows);
    }

    public void AddLabels(TreeLabelRequest request, Span<double> into)
    {
        var from = _rows.Codes(request.Mapper, request.Target);
        if (request.Target.Classes == 0)
        {
            var sums = _table.Ask(new SumQuery(from, Aggregate.Count, Aggregate.Sum(_table.Dialect.Round($"y / {_table.Dialect.Number(request.LabelQuantum)}"))) { Where = NotHeldBack(request.HeldBack) })[0];
            into[0] += sums[0];
            into[1] += sums[1];
            return;
        }
        foreach (var group in _table.Ask(new SumQuery(from, Aggregate.Count) { Keys = ["y"], Where = NotHeldBack(request.HeldBack) }))
            into[(int)group[0]] += group[1];
    }

    public void AddHistograms(TreeHistogramRequest request, Span<double> into)
    {
        if (request.Trees.IsEmpty)
            return;
        var units = _rows.Units(request.Mapper, request.Gradients);
        var start = 0;
        foreach (var tree in request.Trees)
        {
            AddTree(request, tree, units, into[start..]);
            start += Enumerable.Range(0, tree.Nodes.Length).Sum(index => request.LengthOf(tree, index));
        }
    }

    public void AddLosses(TreeHistogramRequest request, Span<double> into)
    {
        if (request.HeldBack is not { } heldBack)
            return;
        var losses = $"(SELECT {_rows.Loss(request.Gradients)} AS loss FROM {_rows.Scores(request.Mapper, request.Gradients)} WHERE {SqlTreeRows.DrawsOf(heldBack)} > 0 {_table.Dialect.Fence}) AS losses";
        var sums = _table.Totals([Aggregate.Sum("loss"), Aggregate.Count], losses);
        into[0] += sums[0];
        into[1] += sums[1];
    }

    private void AddTree(TreeHistogramRequest request, RequestedTree tree, string units, Span<double> into)
    {
        var places = tree.Nodes.Select((node, index) => (node, index)).ToDictionary(each => each.node, each => each.index);
        var starts = new int[tree.Nodes.Length];
        for (var index = 1; index < starts.Length; index++)
            starts[index] = starts[index - 1] + request.LengthOf(tree, index - 1);
        var node = SqlTreeRows.Walk(tree.Tree, request.Mapper, 0, leaf => places.TryGetValue(leaf, out var at) ? Invariant($"{at}") : "CAST(NULL AS integer)");
        string[] statistics =
        [
            .. Enumerable.Range(0, tree.Tree.Outputs).Select(output => Invariant($"g{tree.FirstOutput + output}")),
            .. request.Gradients.Target.HasHessians ? [Invariant($"h{tree.FirstOutput}")] : Array.Empty<string>(),
        ];
        int[] columns = [.. tree.Columns.SelectMany(each => each).Distinct().Order()];
        if (columns.Length == 0)
            return;
        var kept = $"SELECT {node} AS node, {SqlTreeRows.DrawsOf(tree.Draws)} AS draws, {string.Join(", ", [.. statistics, .. columns.Select(column => Invariant($"k{column}"))])} FROM {units} WHERE {NotHeldBack(request.HeldBack) ?? "1 = 1"}";
        Aggregate[] sums = [.. statistics.Select(each => Aggregate.Sum($"draws * {each}")), Aggregate.Sum("draws")];
        foreach (var some in columns.Chunk(MostParts))
        {
            var parts = some.Select(column => new SumQuery("grown", sums) { Mark = column, Keys = ["node", Invariant($"k{column}")], Where = "node IS NOT NULL AND draws > 0" });
            foreach (var group in _table.Ask("grown", kept, parts))
                AddGroup(request, tree, starts, group, into);
        }
    }

    private static void AddGroup(TreeHistogramRequest request, RequestedTree tree, int[] starts, double[] group, Span<double> into)
    {
        int column = (int)group[0], index = (int)group[1];
        var wanted = tree.Columns[index].IndexOf(column);
        if (wanted < 0)
            return;
        var width = request.StatisticsOf(tree);
        var at = starts[index] + (width * (tree.Columns[index].Take(wanted).Sum(request.SlotsOf) + (int)group[2]));
        for (var statistic = 0; statistic < width; statistic++)
            into[at + statistic] += group[3 + statistic];
    }

    private static string? NotHeldBack(RowDraws? heldBack) => heldBack is null ? null : $"{SqlTreeRows.DrawsOf(heldBack)} = 0";

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
