using System.Globalization;
using Federated.Computations;
using Federated.Computations.Amounts;
using Federated.Learning.Linear;

namespace Federated.ClientNode.Data.Pushdown;

/// <summary>Sums of a linear model's errors over a database's rows.</summary>
internal sealed class SqlErrorSums(SqlInputs inputs) : ISmearingSums
{
    public void Add(LinearModel model, Span<double> into)
    {
        if (model.Weights.Length != inputs.Width)
            throw new ContributionException($"The model has {model.Weights.Length} weights; the job's features are {inputs.Width}.");
        var dialect = inputs.Dialect;
        var error = dialect.Least(dialect.Greatest($"(label - {dialect.Single(SqlFormula.Linear(dialect, model, inputs.Names))})", dialect.Number(-Smearing.LargestError)), dialect.Number(Smearing.LargestError));
        var errors = string.Create(CultureInfo.InvariantCulture, $"(SELECT {error} AS e FROM {inputs.From} {dialect.Fence}) AS errors");
        var sums = inputs.Table.Totals([Aggregate.Count, Aggregate.Sum(dialect.Exponential("e")), Aggregate.Sum("e"), Aggregate.Sum("e * e")], errors);
        for (var at = 0; at < sums.Length; at++)
            into[at] += sums[at];
    }
}
