using System.Globalization;
using Federated.Computations.Evaluation;
using Federated.Computations.Fairness;
using Federated.Tasks.Features;

namespace Federated.ClientNode.Data.Pushdown;

/// <summary>
/// A model's scores of a database's rows, written as an expression and counted where they arise: a linear model as a sum, trees as nested CASEs. The probability is
/// rounded to a 32-bit float as in this process; exponents beyond ±80 count as that, where a loss is at its cap and a probability is 0 or 1 to 10⁻³⁴.
/// </summary>
internal sealed class SqlScoreSums : IScoreSums, IGroupScoreSums
{
    private const double LargestExponent = 80;
    private const int TruePositives = 1, FalsePositives = 2, Histograms = 3;

    private static readonly string[] Summed = ["label", "picked", "picked * label", "p", "(p - label) * (p - label)"];

    private readonly PushedTable _table;
    private readonly SqlDialect _dialect;
    private readonly string _scored;

    /// <param name="table">The database.</param>
    /// <param name="formula">The model.</param>
    /// <param name="rows">The rows, of <see cref="PushedTable.Rows"/>.</param>
    public SqlScoreSums(PushedTable table, ScoreFormula formula, string rows)
    {
        _table = table;
        _dialect = table.Dialect;
        // The values stay beside the score, so that groups can be told apart.
        var fields = string.Concat(table.Fields.Where(field => field.Field.IsCategorical && field.Field != table.Contract.Label).Select(field => $", {field.Name}"));
        var logits = $"(SELECT label{fields}, {_dialect.Single("score")} AS s FROM {new SqlScoreRows(table, rows).Of(formula, fields)} {_dialect.Fence}) AS logits";
        var odds = $"(SELECT logits.*, {_dialect.Exponential(_dialect.Greatest("-ABS(s)", _dialect.Number(-LargestExponent)))} AS odds FROM {logits} {_dialect.Fence}) AS odds_of_rows";
        _scored = $"(SELECT label{fields}, {_dialect.Single("CASE WHEN s >= 0 THEN 1 / (1 + odds) ELSE odds / (1 + odds) END")} AS p FROM {odds} {_dialect.Fence}) AS scored";
    }

    public void Add(EvaluationOptions options, Span<double> into)
    {
        var most = FederatedEvaluation.MaximumRowLoss;
        var bin = _dialect.Whole(_dialect.Least($"p * {_dialect.Number(options.Bins)}", _dialect.Number(options.Bins - 1)));
        var judged = Invariant($"(SELECT label, {bin} AS bin, CASE WHEN p >= {_dialect.Number(options.Threshold)} THEN 1 ELSE 0 END AS picked, CASE WHEN label = 1 THEN p ELSE 1 - p END AS of_truth FROM {_scored} {_dialect.Fence}) AS judged");
        var loss = $"CASE WHEN of_truth > {_dialect.Number(Math.Exp(-most))} THEN -{_dialect.Logarithm("of_truth")} / {_dialect.Number(most)} ELSE 1 END";
        foreach (var group in _table.Ask(new SumQuery(judged, Aggregate.Count, Aggregate.Sum(loss)) { Keys = ["label", "bin", "picked"] }))
        {
            var positive = group[0] == 1;
            into[0] += group[4];
            into[Histograms + (positive ? 0 : options.Bins) + (int)group[1]] += group[3];
            if (group[2] == 1)
                into[positive ? TruePositives : FalsePositives] += group[3];
        }
    }

    public void Add(FairnessRequest request, Span<double> into)
    {
        for (var attribute = 0; attribute < request.Attributes.Length; attribute++)
        {
            var compared = request.Attributes[attribute];
            var figures = into[request.StartOf(attribute)..];
            var judged = Invariant($"(SELECT COALESCE({_table.NameOf(compared.Name)}, {compared.Groups.Length}) AS slot, label, p, CASE WHEN p >= {_dialect.Number(request.Threshold)} THEN 1 ELSE 0 END AS picked FROM {_scored} {_dialect.Fence}) AS judged");
            Aggregate[] sums = [Aggregate.Count, .. Summed.Select(Aggregate.Sum)];
            foreach (var group in _table.Ask(new SumQuery(judged, sums) { Keys = ["slot"] }))
            {
                for (var figure = 0; figure < FairnessRequest.Figures; figure++)
                    figures[((int)group[0] * FairnessRequest.Figures) + figure] += group[1 + figure];
            }
        }
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
