namespace Federated.Computations.Forecasting;

/// <summary>
/// How good are the joint model, the partners' own and the baselines on periods that none had seen? One round of sums over all nodes' forecasts: errors, squared errors, pinball loss, coverage and how many partners chose which. Exact but
/// for rounding to 48 bits, which moves a mean by less than nodes × 10⁻¹⁴ × bound/rows of its largest value. A single partner's figures are in no message.
/// </summary>
public sealed class FederatedBacktest : IComputation<BacktestState, ModelOutcomes>
{
    /// <inheritdoc/>
    public ContributionSpec Specify(BacktestState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return RowSums.Specify(new BacktestLayout(state.Options).Length, state.Options.RowBound);
    }

    /// <inheritdoc/>
    public void Contribute(BacktestState state, ModelOutcomes data, Contribution into)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(into);
        var layout = new BacktestLayout(state.Options);
        var sums = new double[layout.Length];
        layout.Add(data, sums);
        RowSums.Contribute(sums, layout.Most(), into);
    }

    /// <inheritdoc/>
    public BacktestState Apply(BacktestState state, SecureSum sum)
    {
        ArgumentNullException.ThrowIfNull(state);
        if (IsDone(state))
            throw new InvalidOperationException("The backtest is done already; no round is left.");
        double[] sums = RowSums.Read(sum, new BacktestLayout(state.Options).Most(), state.Options.RowBound);
        sums[0] = SummedCount.Of(sums, 0, sum.Contributors * state.Options.RowBound);
        if (sums[0] == 0)
            throw new ContributionException("No node has a row in the test periods; check the field of the period, or take fewer cut points.");
        return state with { Sums = [.. sums] };
    }

    /// <inheritdoc/>
    public bool IsDone(BacktestState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return !state.Sums.IsDefault;
    }
}
