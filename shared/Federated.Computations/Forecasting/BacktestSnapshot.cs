using Federated.Learning.State;

namespace Federated.Computations.Forecasting;

/// <summary>A backtest as a snapshot: no tensor before the round; afterwards the F64 tensors <c>sums</c> and <c>models</c> [1].</summary>
public static class BacktestSnapshot
{
    /// <summary>Writes a state; equal states give equal bytes.</summary>
    public static ModelSnapshot Write(BacktestState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return new ModelSnapshot(state.Sums.IsDefault ? [] : [StateTensors.Tensor("sums", state.Sums.AsSpan()), StateTensors.Tensor("models", state.Options.Models)]);
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <exception cref="ContributionException">The snapshot is not such a state.</exception>
    public static BacktestState Read(ModelSnapshot snapshot, BacktestOptions options)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        ArgumentNullException.ThrowIfNull(options);
        if (snapshot.Tensors.IsEmpty)
            return new BacktestState(options);
        StateTensors.RequireCount(snapshot, 2);
        StateTensors.Whole(StateTensors.Figures(snapshot, "models", 1)[0], "number of models", options.Models, options.Models);
        double[] sums = StateTensors.Figures(snapshot, "sums", new BacktestLayout(options).Length);
        if (!(sums[0] >= 1))
            throw new ContributionException($"The state tells of {sums[0]} forecasts; ask for it again.");
        return new BacktestState(options, [.. sums]);
    }
}
