using Federated.Learning.Linear;
using Federated.Learning.State;

namespace Federated.Computations.Amounts;

/// <summary>A smearing factor as a snapshot: no tensor before the round; afterwards the F64 tensor <c>smearing</c> [4] (rows, factor, bias, variance).</summary>
public static class SmearingSnapshot
{
    /// <summary>Writes a state without its model; equal states give equal bytes.</summary>
    public static ModelSnapshot Write(SmearingState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return state.Result is { } result
            ? new ModelSnapshot([StateTensors.Tensor("smearing", result.Rows, result.Factor, result.Bias, result.Variance)])
            : new ModelSnapshot([]);
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <exception cref="ContributionException">The snapshot is not such a state, or holds a figure that none has.</exception>
    public static SmearingState Read(ModelSnapshot snapshot, LinearModel model)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        if (snapshot.Tensors.IsEmpty)
            return new SmearingState(model);
        StateTensors.RequireCount(snapshot, 1);
        double[] figures = StateTensors.Figures(snapshot, "smearing", 4);
        if (!(figures[1] > 0 && figures[3] >= 0))
            throw new ContributionException($"The state's smearing factor is {figures[1]} and its variance {figures[3]}; ask for the state again.");
        return new SmearingState(model, new Smearing(StateTensors.Whole(figures[0], "number of rows", 1, 1L << 53), figures[1], figures[2], figures[3]));
    }
}
