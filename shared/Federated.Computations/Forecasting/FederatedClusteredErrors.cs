using Federated.Learning.Forecasting;
using Federated.Learning.Solvers;

namespace Federated.Computations.Forecasting;

/// <summary>Standard errors of joint slopes that allow for errors which hang together within a series, exact, in one round: <see cref="ClusteredErrors"/> of the sums over all nodes' series. 2 + p(p+1) numbers a node.</summary>
public sealed class FederatedClusteredErrors : IComputation<ScoreErrorState, IPanelSums>
{
    /// <inheritdoc/>
    public ContributionSpec Specify(ScoreErrorState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return RowSums.Specify(Length(state), state.RowBound);
    }

    /// <inheritdoc/>
    public void Contribute(ScoreErrorState state, IPanelSums data, Contribution into)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(into);
        var sums = new double[into.Values.Length];
        data.AddScores(state.Fit.Weights.AsSpan(), sums);
        RowSums.Contribute(sums, Most(state), into);
    }

    /// <inheritdoc/>
    public ScoreErrorState Apply(ScoreErrorState state, SecureSum sum)
    {
        ArgumentNullException.ThrowIfNull(state);
        if (IsDone(state))
            throw new InvalidOperationException("The errors are known already; no round is left.");
        double[] sums = RowSums.Read(sum, Most(state), state.RowBound);
        long limit = sum.Contributors * state.RowBound, rows = SummedCount.Of(sums, 0, limit), series = SummedCount.Of(sums, 1, limit);
        int columns = state.Fit.Weights.Length, triangle = PackedTriangle.Length(columns);
        try
        {
            return state with { Errors = ClusteredErrors.Of(columns, rows, series, sums.AsSpan(2, triangle), sums.AsSpan(2 + triangle, triangle)), Series = series };
        }
        catch (NotPositiveDefiniteException fault)
        {
            throw new ContributionException($"The joint slopes have no errors: {fault.Message} Drop features that depend on others.", fault);
        }
    }

    /// <inheritdoc/>
    public bool IsDone(ScoreErrorState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return !state.Errors.IsDefault;
    }

    private static int Length(ScoreErrorState state) => 2 + (2 * PackedTriangle.Length(state.Fit.Weights.Length));

    // |x̃| is at most 2 and |e| at most 1: a series of T rows adds at most 4T², which is 4T a row.
    private static double[] Most(ScoreErrorState state)
    {
        var most = new double[Length(state)];
        int triangle = PackedTriangle.Length(state.Fit.Weights.Length);
        most.AsSpan(0, 2).Fill(1);
        most.AsSpan(2, triangle).Fill(4);
        most.AsSpan(2 + triangle).Fill(4.0 * state.MostPeriods);
        return most;
    }
}
