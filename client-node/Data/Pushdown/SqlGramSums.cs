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
        AddTo(into, ["COUNT(*)", .. Triangle([.. inputs.Names, "1", "label"])]);
    }

    public void Add(double featureBound, Span<double> into)
    {
        inputs.Require(featureBound);
        AddTo(into, Triangle([.. inputs.Names, "1"]));
    }

    private void AddTo(Span<double> into, IEnumerable<string> aggregates)
    {
        var sums = SumQuery.Ask(inputs.Table, aggregates, inputs.From);
        for (var at = 0; at < sums.Length; at++)
            into[at] += sums[at];
    }

    /// <summary>The sums of the products of each value with itself and those before it.</summary>
    internal static IEnumerable<string> Triangle(IReadOnlyList<string> values, string weight = "")
    {
        for (var row = 0; row < values.Count; row++)
        {
            for (var column = 0; column <= row; column++)
                yield return $"SUM({weight}{values[row]} * {values[column]})";
        }
    }
}
