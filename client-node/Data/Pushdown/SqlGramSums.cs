using Federated.Computations.Components;
using Federated.Computations.Regression;

namespace Federated.ClientNode.Data.Pushdown;

/// <summary>SUM(xᵢ·xⱼ) of a database's rows: for linear regression with the label as the last column, for components without it.</summary>
internal sealed class SqlGramSums(SqlInputs inputs) : IGramSums, IMomentSums
{
    /// <inheritdoc cref="IGramSums.Columns"/>
    public int Columns => inputs.Width;

    public void Add(double featureBound, double targetBound, Span<double> into)
    {
        inputs.Require(featureBound, targetBound);
        AddTo(into, [Aggregate.Count, .. Triangle([.. inputs.Names, "1", "label"])]);
    }

    public void Add(double featureBound, Span<double> into)
    {
        inputs.Require(featureBound);
        AddTo(into, Triangle([.. inputs.Names, "1"]));
    }

    private void AddTo(Span<double> into, IEnumerable<Aggregate> aggregates)
    {
        var sums = inputs.Table.Totals(aggregates, inputs.From);
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
