using System.Collections.Immutable;

namespace Federated.Computations.Statistics.Histograms;

/// <summary>
/// Histograms of all nodes' rows over given edges, in one round; counts are exact. A bin with 1 to below the floor values is merged with its neighbours until
/// the two together hold enough, so that only merged counts are reported and nothing can be had by subtraction. A bin without values stays 0.
/// </summary>
public sealed class FederatedHistograms : JointSums<HistogramState>
{
    /// <inheritdoc/>
    public override TableColumns ColumnsOf(HistogramState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return state.Plan.Columns;
    }

    /// <inheritdoc/>
    public override IReadOnlyList<ColumnSum> Ask(HistogramState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return IsDone(state) ? [] : [.. Asked(state.Plan).Select(column => new BinSums(column, state.Plan.Edges[column]))];
    }

    /// <inheritdoc/>
    public override HistogramState Answer(HistogramState state, SumAnswers answers)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(answers);
        var bins = new ImmutableArray<HistogramBin>[state.Plan.Edges.Length];
        Array.Fill(bins, []);
        int sum = 0;
        foreach (int column in Asked(state.Plan))
        {
            ImmutableArray<double> edges = state.Plan.Edges[column];
            bins[column] = IntervalFloor.Apply(state.Plan.Columns.Numeric[column], edges, answers.RowsIn(sum++, ..(edges.Length + 1)), state.Plan.Floor);
        }

        return state with { Bins = [.. bins] };
    }

    /// <inheritdoc/>
    public override bool IsDone(HistogramState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return !state.Bins.IsDefault;
    }

    private static IEnumerable<int> Asked(HistogramPlan plan) => Enumerable.Range(0, plan.Edges.Length).Where(column => plan.Edges[column].Length > 0);
}
