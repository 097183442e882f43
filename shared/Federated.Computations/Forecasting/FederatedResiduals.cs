using System.Collections.Immutable;
using Federated.Learning.Forecasting;

namespace Federated.Computations.Forecasting;

/// <summary>How far joint forecasts were off on periods that the model had not seen, as a histogram for each period ahead, in one round; quantiles of what is to come follow from it (<see cref="ResidualBands"/>). Counts are exact; a quantile is as fine as a cell, 2 %.</summary>
public sealed class FederatedResiduals : IComputation<ResidualState, IResidualSums>
{
    private const int Bits = 52;

    /// <inheritdoc/>
    public ContributionSpec Specify(ResidualState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return new ContributionSpec(state.Horizon * ResidualBands.Cells, state.RowBound, clipNorm: null, Bits, weightBound: 1, UnitOfPrivacy.Partner);
    }

    /// <inheritdoc/>
    public void Contribute(ResidualState state, IResidualSums data, Contribution into)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(into);
        into.Values.Clear();
        data.Add(state.Horizon, into.Values);
        into.Weight = 1;
        into.Validate();
    }

    /// <inheritdoc/>
    public ResidualState Apply(ResidualState state, SecureSum sum)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(sum);
        if (IsDone(state))
            throw new InvalidOperationException("The errors are counted already; no round is left.");
        sum.RequireFit(Specify(state));
        var counts = ImmutableArray.CreateBuilder<long>(sum.Values.Length);
        for (int index = 0; index < sum.Values.Length; index++)
            counts.Add(SummedCount.Of(sum.Values, index, sum.Contributors * state.RowBound));
        return state with { Counts = counts.MoveToImmutable() };
    }

    /// <inheritdoc/>
    public bool IsDone(ResidualState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return !state.Counts.IsDefault;
    }
}
