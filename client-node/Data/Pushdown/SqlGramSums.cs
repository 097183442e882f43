using Federated.Computations.Regression;

namespace Federated.ClientNode.Data.Pushdown;

/// <summary>SUM(xᵢ·xⱼ) of a database's rows, with the label as the last column.</summary>
internal sealed class SqlGramSums(SqlInputs inputs) : IGramSums
{
    /// <inheritdoc cref="IGramSums.Columns"/>
    public int Columns => inputs.Width;

    public void Add(double featureBound, double targetBound, Span<double> into)
    {
        inputs.Require(featureBound, targetBound);
        double[] sums = inputs.Table.Totals([Aggregate.Count, .. Triangle([.. inputs.Names, "1", "label"])], inputs.From);
        for (var at = 0; at < sums.Length; at++)
            into[at] += sums[at];
    }

    /// <summary>The sums of the products of each value with itself and those before it.</summary>
    internal static IEnumerable<Aggregate> Triangle(IReadOnlyList<string> values, string weight = "")
    {
        for (var row = 0; row < values.Count; row++)
        {
            for (var column = 0; column <= row; column++)
                yield return Aggregate.Sum($"{weight}{values[row]} * {values[column]}");
        }
    }
}
