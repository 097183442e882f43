using Federated.Learning.State;

namespace Federated.Computations.Tests;

/// <summary>All rounds of a computation over quantised sums; between rounds the state goes over the wire as bytes when its format is given.</summary>
internal static class SimulatedRounds
{
    public static (TState State, int Rounds) Run<TState, TData>(
        IComputation<TState, TData> computation, TState state, IReadOnlyList<TData> nodes, Func<TState, ModelSnapshot>? write = null, Func<ModelSnapshot, TState>? read = null)
    {
        int rounds = 0;
        while (!computation.IsDone(state))
        {
            Assert.True(rounds < 2_000, "The computation does not end.");
            state = computation.Apply(state, SimulatedSum.Quantised(computation, state, nodes, seed: (ulong)++rounds));
            if (write is not null)
                state = read!(Safetensors.Read(Safetensors.Write(write(state))));
        }

        return (state, rounds);
    }

    /// <summary>The state after the last round, of a computation of at most twenty.</summary>
    public static TState Finish<TState, TData>(IComputation<TState, TData> computation, TState state, IReadOnlyList<TData> nodes, ulong seed = 1)
    {
        for (int round = 0; !computation.IsDone(state); round++)
        {
            Assert.True(round < 20, "The computation does not end.");
            state = computation.Apply(state, SimulatedSum.Quantised(computation, state, nodes, seed + (ulong)round));
        }

        return state;
    }

    /// <summary>A copy of a snapshot with one figure changed.</summary>
    public static ModelSnapshot With(ModelSnapshot snapshot, string name, int index, double figure) => new(snapshot.Tensors.Select<NamedTensor, NamedTensor>(tensor =>
    {
        if (tensor.Name != name)
            return tensor;
        if (tensor is SingleTensor singles)
        {
            float[] floats = singles.Values.ToArray();
            floats[index] = (float)figure;
            return new SingleTensor(name, tensor.Shape, floats);
        }

        double[] values = ((DoubleTensor)tensor).Values.ToArray();
        values[index] = figure;
        return new DoubleTensor(name, tensor.Shape, values);
    }));
}
