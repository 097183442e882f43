using System.Globalization;
using Federated.Computations;
using Federated.Computations.Statistics;
using Federated.Tasks.Features;

namespace Federated.ClientNode.Data.Pushdown;

/// <summary>The answers of a database to questions of statistics: COUNT and SUM, grouped where the question is.</summary>
internal sealed class SqlColumnSums : IColumnSums
{
    private readonly PushedTable _table;
    private readonly string _from;

    /// <param name="table">The database.</param>
    /// <param name="columns">What stands in each column.</param>
    /// <param name="rows">The rows, of <see cref="PushedTable.Rows"/>.</param>
    public SqlColumnSums(PushedTable table, SummedColumns columns, string rows)
    {
        _table = table;
        Columns = columns.Columns;
        var formula = new SqlFormula(table.Dialect);
        var numbers = columns.Numbers.Select(number => formula.Transformed(number.Field is { } field ? table.NameOf(field) : PushedTable.Label, number.Origin));
        var categories = columns.Categories.Select(category => category.Field is { } field ? table.NameOf(field) : PushedTable.Label);
        var selected = numbers.Select((number, at) => Named($"{Clamped(number, at)} AS m{at}")).Concat(categories.Select((category, at) => Named($"{category} AS c{at}")));
        var clamped = $"(SELECT {string.Join(", ", selected)} FROM {rows} {table.Dialect.Fence}) AS clamped";
        var shares = Columns.Numeric.Select((column, at) => Named($"(m{at} - {table.Dialect.Number(column.Minimum)}) / {table.Dialect.Number(column.Width)} AS u{at}"));
        _from = $"(SELECT {string.Join(", ", shares.Prepend("clamped.*"))} FROM {clamped} {table.Dialect.Fence}) AS columns_of_rows";
    }

    public TableColumns Columns { get; }

    public void Add(IReadOnlyList<ColumnSum> sums, Span<double> into)
    {
        if (_table.Totals([Aggregate.Count], _from)[0] > ColumnBatch.MaximumRows)
            throw new ContributionException($"The query has more than {ColumnBatch.MaximumRows} rows, the most of one node. Nothing was sent; select fewer rows.");
        var single = new Queue<double>(_table.Totals(sums.SelectMany(Aggregates), _from));
        int start = 0;
        foreach (ColumnSum sum in sums)
        {
            Span<double> answer = into.Slice(start, sum.Length);
            start += sum.Length;
            if (Aggregates(sum).Any())
            {
                foreach (ref double value in answer)
                    value += single.Dequeue();
            }
            else
            {
                AddGroups(sum, answer);
            }
        }
    }

    private static IEnumerable<Aggregate> Aggregates(ColumnSum sum) => sum switch
    {
        RowTotal => [Aggregate.Count],
        ColumnMoments { Numeric: var n } => [Aggregate.CountOf(Named($"u{n}")), Aggregate.Sum(Named($"u{n}")), Aggregate.Sum(Named($"u{n} * u{n}"))],
        PairProducts { First: var a, Second: var b } =>
        [
            Aggregate.CountOf(Named($"u{a} * u{b}")), Both(a, b, $"u{a}"), Both(a, b, $"u{b}"), Both(a, b, $"u{a} * u{a}"), Both(a, b, $"u{b} * u{b}"), Aggregate.Sum(Named($"u{a} * u{b}")),
        ],
        _ => [],
    };

    private static Aggregate Both(int first, int second, FormattableString value) => Aggregate.Sum(Named($"CASE WHEN u{first} IS NOT NULL AND u{second} IS NOT NULL THEN {Named(value)} END"));

    private void AddGroups(ColumnSum sum, Span<double> into)
    {
        switch (sum)
        {
            case CategoryCounts counts:
                foreach (double[] group in Groups(Named($"c{counts.Category}"), "", [], Named($"c{counts.Category} IS NOT NULL")))
                    into[(int)group[0]] += group[1];
                break;
            case BinSums bins:
                foreach (double[] group in Groups(Cell(bins.Numeric, bins.Edges), Named($", u{bins.Numeric} AS u"), [Aggregate.Sum("u")], Named($"u{bins.Numeric} IS NOT NULL")))
                {
                    into[(int)group[0]] += group[1];
                    into[bins.Cells + (int)group[0]] += group[2];
                }
                break;
            case PairBinCounts pair:
                var cell = $"({Cell(pair.First, pair.FirstEdges)}) * {pair.SecondEdges.Length + 1} + {Cell(pair.Second, pair.SecondEdges)}";
                foreach (double[] group in Groups(cell, "", [], Named($"u{pair.First} IS NOT NULL AND u{pair.Second} IS NOT NULL")))
                    into[(int)group[0]] += group[1];
                break;
            case GroupSums groups:
                AddGroups(groups, into);
                break;
            default:
                throw new ContributionException($"The database is not asked for {sum.GetType().Name}: texts are not summed in SQL. Nothing was sent; read the rows instead.");
        }
    }

    private void AddGroups(GroupSums groups, Span<double> into)
    {
        var group = Named($"COALESCE(c{groups.First}, {groups.FirstValues})");
        if (groups.Second is { } second)
            group = Named($"{group} * {groups.SecondGroups} + COALESCE(c{second}, {groups.SecondValues})");
        var value = groups.Measure is { } measure ? Named($", u{measure} AS u") : "";
        Aggregate[] sums = groups.Measure is null ? [] : [Aggregate.CountOf("u"), Aggregate.Sum("u"), Aggregate.Sum("u * u")];
        foreach (double[] found in Groups(group, value, sums, "1 = 1"))
        {
            Span<double> figures = into.Slice((int)found[0] * groups.Figures, groups.Figures);
            for (int figure = 0; figure < figures.Length; figure++)
                figures[figure] += found[1 + figure];
        }
    }

    private List<double[]> Groups(string group, string value, Aggregate[] sums, string condition) => _table.Ask(
        new SumQuery($"(SELECT {group} AS cell{value} FROM {_from} WHERE {condition} {_table.Dialect.Fence}) AS grouped", [Aggregate.Count, .. sums]) { Keys = ["cell"] });

    private string Cell(int numeric, IReadOnlyList<double> edges) => EdgeCase.CountUpTo(_table.Dialect, Named($"m{numeric}"), edges);

    private string Clamped(string number, int at)
    {
        NumericColumn column = Columns.Numeric[at];
        var clamped = _table.Dialect.Least(_table.Dialect.Greatest($"({number})", _table.Dialect.Number(column.Minimum)), _table.Dialect.Number(column.Maximum));
        return $"CASE WHEN ({number}) IS NULL THEN NULL ELSE {clamped} END";
    }

    private static string Named(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
