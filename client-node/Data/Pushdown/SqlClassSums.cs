using Federated.Computations;
using Federated.Computations.NaiveBayes;
using Federated.Learning.Bayes;

namespace Federated.ClientNode.Data.Pushdown;

/// <summary>Moments of numbers and counts of categories by class over a database's rows: GROUP BY of the label.</summary>
/// <param name="inputs">The numbers, and behind them the category columns that it carries.</param>
internal sealed class SqlClassSums(SqlInputs inputs) : IClassSums
{
    public void Add(int classes, MixedColumns columns, double featureBound, Span<double> into)
    {
        if (columns.Numeric != inputs.Width || columns.CategorySizes.Length != inputs.Carried.Count)
            throw new ContributionException($"The job asks for {columns.Numeric} numbers and {columns.CategorySizes.Length} categories; the database was told of {inputs.Width} and {inputs.Carried.Count}.");
        inputs.Require(featureBound);
        var width = into.Length / classes;
        Aggregate[] moments = [Aggregate.Count, .. inputs.Names.Select(Aggregate.Sum), .. inputs.Names.Select(name => Aggregate.Sum($"{name} * {name}"))];
        foreach (var group in inputs.Table.Ask(new SumQuery(inputs.From, moments) { Keys = ["label"] }))
        {
            for (var at = 1; at < group.Length; at++)
                into[((int)group[0] * width) + at - 1] += group[at];
        }
        var start = 1 + (2 * columns.Numeric);
        for (var column = 0; column < inputs.Carried.Count; column++)
        {
            var name = inputs.Carried[column];
            foreach (var group in inputs.Table.Ask(new SumQuery(inputs.From, Aggregate.Count) { Keys = ["label", name], Where = $"{name} IS NOT NULL" }))
                into[((int)group[0] * width) + start + (int)group[1]] += group[2];
            start += columns.CategorySizes[column];
        }
    }
}
