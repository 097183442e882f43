using System.Globalization;
using Federated.Learning.Trees;
using Federated.Tasks.Features;

namespace Federated.ClientNode.Data.Pushdown;

/// <summary>A database's rows with the log odds <c>score</c> that a model gives them, as a subquery.</summary>
/// <param name="table">The database.</param>
/// <param name="rows">The rows, of <see cref="PushedTable.Rows"/>.</param>
internal sealed class SqlScoreRows(PushedTable table, string rows)
{
    // One query holds every tree: PostgreSQL takes far longer to plan more than this than to read the rows.
    private const int MostNodes = 20_000;

    private readonly SqlDialect _dialect = table.Dialect;

    /// <param name="formula">The model.</param>
    /// <param name="carried">Names of values to keep beside the score, each behind a comma.</param>
    /// <exception cref="Federated.Computations.ContributionException">The model is too large to be written as one query.</exception>
    public string Of(ScoreFormula formula, string carried) => formula switch
    {
        LinearScore linear => Linear(linear, carried),
        BoostedScore boosted => Trees(boosted.Fields, boosted.Model.Mapper, boosted.Model.Trees, carried, sum => $"{_dialect.Number(boosted.Model.Baseline[0])} + {sum}"),
        ForestScore forest => Forest(forest, carried),
        _ => throw new Computations.ContributionException("The model's scores have no SQL. Nothing was sent; read the rows instead."),
    };

    private string Linear(LinearScore linear, string carried)
    {
        var formula = new SqlFormula(_dialect);
        var inputs = linear.Plan.Columns.Select((column, at) => Invariant($"{formula.Of(column.Formula, table.NameOf(column.Formula.Field))} AS x{at}"));
        var encoded = $"(SELECT {string.Join(", ", inputs)}, {PushedTable.Label}{carried} FROM {rows} {_dialect.Fence}) AS inputs";
        var names = Enumerable.Range(0, linear.Plan.Width).Select(at => Invariant($"x{at}"));
        return $"(SELECT {PushedTable.Label}{carried}, {SqlFormula.Linear(_dialect, linear.Model, names)} AS score FROM {encoded} {_dialect.Fence}) AS linear_scores";
    }

    private string Forest(ForestScore forest, string carried)
    {
        var model = forest.Model;
        var count = _dialect.Number(model.Trees.Length);
        var means = Trees(forest.Fields, model.Mapper, model.Trees, carried, sum => _dialect.Single($"({_dialect.Number(model.Baseline)} + (({sum}) / {count}))"));
        var within = _dialect.Least(_dialect.Greatest("score", _dialect.Number(forest.Least)), _dialect.Number(1 - forest.Least));
        var sure = $"(SELECT {PushedTable.Label}{carried}, {within} AS m FROM {means} {_dialect.Fence}) AS means";
        return $"(SELECT {PushedTable.Label}{carried}, {_dialect.Logarithm("(m / (1 - m))")} AS score FROM {sure} {_dialect.Fence}) AS forest_scores";
    }

    private string Trees(IReadOnlyList<string> fields, BinMapper mapper, IReadOnlyList<DecisionTree> trees, string carried, Func<string, string> total)
    {
        if (trees.Sum(tree => tree.Nodes.Length) is var nodes && nodes > MostNodes)
            throw new Computations.ContributionException($"The model's trees have {nodes} nodes; a query holds at most {MostNodes}. Nothing was sent; train fewer or shallower trees, or read the rows instead.");
        var codes = new SqlTreeRows(_dialect, [.. fields.Select(table.NameOf)], rows).Bins(mapper, $"{PushedTable.Label}{carried}");
        var sum = string.Join(" + ", trees.Select(tree => SqlTreeRows.Walk(tree, mapper, 0, leaf => _dialect.Number(tree.Values[leaf]))));
        return $"(SELECT {PushedTable.Label}{carried}, {total(sum)} AS score FROM {codes} {_dialect.Fence}) AS tree_scores";
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
