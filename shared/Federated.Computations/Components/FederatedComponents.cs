using Federated.Learning.Components;
using Federated.Learning.Solvers;

namespace Federated.Computations.Components;

/// <summary>
/// Principal components of all nodes' rows, exact in one round: a node contributes its row count, sums and sums of products; their totals give the covariance of
/// the pooled rows, whose eigenvectors the coordinator finds. (p+1)(p+2)/2 numbers a node for p columns. Rounding to 48 bits moves a covariance by less than
/// nodes × 10⁻¹² for features within ±10; a direction turns by that over the distance to the next eigenvalue.
/// </summary>
public sealed class FederatedComponents : IComputation<ComponentsState, IMomentSums>
{
    /// <inheritdoc/>
    public ContributionSpec Specify(ComponentsState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return RowSums.Specify(MomentStatistics.LengthOf(state.Options.Columns), state.Options.RowBound);
    }

    /// <inheritdoc/>
    public void Contribute(ComponentsState state, IMomentSums data, Contribution into)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(into);
        FederatedComponentsOptions options = state.Options;
        if (data.Columns != options.Columns)
            throw new ContributionException($"The rows have {data.Columns} features; the job's have {options.Columns}. Encode the rows as the job's features say.");
        var sums = new double[MomentStatistics.LengthOf(options.Columns)];
        data.Add(options.FeatureBound, sums);
        RowSums.Contribute(sums, MostOfARow(options), into);
    }

    /// <inheritdoc/>
    public ComponentsState Apply(ComponentsState state, SecureSum sum)
    {
        ArgumentNullException.ThrowIfNull(sum);
        if (state is not ComponentsRequested { Options: var options })
            throw new InvalidOperationException("The components are found already; no round is left.");
        double[] sums = RowSums.Read(sum, MostOfARow(options), options.RowBound);
        sums[^1] = SummedCount.Of(sums, sums.Length - 1, sum.Contributors * options.RowBound);
        if (sums[^1] < 1)
            throw new ContributionException("The joint sums hold no row; components need rows.");
        var statistics = new MomentStatistics(options.Columns);
        statistics.AddVector(sums);
        return new ComponentsComputed(options, PrincipalComponents.Fit(statistics, options.Components));
    }

    /// <inheritdoc/>
    public bool IsDone(ComponentsState state) => state is ComponentsComputed;

    private static double[] MostOfARow(FederatedComponentsOptions options)
    {
        var most = new double[MomentStatistics.LengthOf(options.Columns)];
        int sums = PackedTriangle.Length(options.Columns);
        most.AsSpan(0, sums).Fill(options.FeatureBound * options.FeatureBound);
        most.AsSpan(sums, options.Columns).Fill(options.FeatureBound);
        most[^1] = 1;
        return most;
    }
}
