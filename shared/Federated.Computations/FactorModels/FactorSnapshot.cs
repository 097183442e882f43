using Federated.Learning.Factorization;
using Federated.Learning.State;

namespace Federated.Computations.FactorModels;

/// <summary>
/// A state of joint factors as a snapshot: <c>factors</c> [items, rank], <c>biases</c> [items], <c>first</c> and <c>second</c> [items·(rank + 1)], all F32, and
/// <c>progress</c> [3] F64: rounds applied, mean loss (NaN before the first round) and customers. The options are the job's.
/// </summary>
public static class FactorSnapshot
{
    private const string Factors = "factors", Biases = "biases", First = "first", Second = "second", Progress = "progress";

    /// <summary>Writes a state; equal states give equal bytes.</summary>
    public static ModelSnapshot Write(FactorState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return new ModelSnapshot(
        [
            new SingleTensor(Factors, new TensorShape(state.Items.Items, state.Items.Rank), state.Items.Factors),
            new SingleTensor(Biases, new TensorShape(state.Items.Items), state.Items.Biases),
            new SingleTensor(First, new TensorShape(state.First.Length), state.First.AsSpan()),
            new SingleTensor(Second, new TensorShape(state.Second.Length), state.Second.AsSpan()),
            StateTensors.Tensor(Progress, state.Round, state.Loss, state.Customers),
        ]);
    }

    /// <summary>Reads what <see cref="Write"/> wrote of a state with the same options.</summary>
    /// <exception cref="ContributionException">A tensor is missing, superfluous, misshapen or not finite, or a figure is out of its range.</exception>
    /// <exception cref="ArgumentException">The options are out of range.</exception>
    public static FactorState Read(ModelSnapshot snapshot, FactorOptions options)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        StateTensors.RequireCount(snapshot, 5);
        double[] progress = StateTensors.FiguresOrNaN(snapshot, Progress, 3);
        int round = (int)StateTensors.Whole(progress[0], "round", 0, options.Rounds), length = options.Items * (options.Factors.Rank + 1);
        if (double.IsNaN(progress[1]) != (round == 0) || progress[1] < 0)
            throw new ContributionException($"The state's loss after round {round} is {progress[1]}; it is 0 or more after the first round and absent before it.");
        long customers = StateTensors.Whole(progress[2], "number of customers", 0, 1L << 53);
        try
        {
            var items = new SampledFactors(
                FactorTensors.Singles(snapshot, Factors, options.Items, options.Factors.Rank), FactorTensors.Singles(snapshot, Biases, options.Items));
            return new FactorState(
                options, items, [.. FactorTensors.Singles(snapshot, First, length)], [.. FactorTensors.Singles(snapshot, Second, length)], round, progress[1], customers);
        }
        catch (ArgumentException fault)
        {
            throw new ContributionException($"The snapshot is no state of this job's factors: {fault.Message}", fault);
        }
    }
}
