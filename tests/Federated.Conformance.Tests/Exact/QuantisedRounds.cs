using Federated.Computations;
using Federated.Learning.Randomness;

namespace Federated.Conformance.Tests.Exact;

/// <summary>A joint computation from its first state to its last, every contribution rounded to integers as the gate does it.</summary>
internal static class QuantisedRounds
{
    public static (TState State, int Rounds) Run<TState, TData>(IComputation<TState, TData> computation, TState state, IReadOnlyList<TData> nodes, ulong seed = 1)
    {
        var generator = new SeededGenerator(seed);
        int rounds = 0;
        for (; !computation.IsDone(state); rounds++)
        {
            ContributionSpec specification = computation.Specify(state);
            var sums = new double[specification.Length];
            foreach (TData node in nodes)
            {
                var contribution = new Contribution(specification);
                computation.Contribute(state, node, contribution);
                contribution.Validate();
                for (int index = 0; index < sums.Length; index++)
                    sums[index] += Math.Floor((contribution.Values[index] * specification.Scale) + generator.NextDouble()) / specification.Scale;
            }

            state = computation.Apply(state, new SecureSum(sums, nodes.Count, nodes.Count));
        }

        return (state, rounds);
    }
}
