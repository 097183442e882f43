namespace Federated.Computations.Tests;

/// <summary>All rounds of a computation, each through the gate's rounding.</summary>
internal static class SimulatedRounds
{
    public static TState Run<TState, TData>(IComputation<TState, TData> computation, TState state, IReadOnlyList<TData> nodes, ulong seed = 1)
    {
        for (int round = 0; !computation.IsDone(state); round++)
        {
            Assert.True(round < 20, "The computation does not end.");
            state = computation.Apply(state, SimulatedSum.Quantised(computation, state, nodes, seed + (ulong)round));
        }

        return state;
    }
}
