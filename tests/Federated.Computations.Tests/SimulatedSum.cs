using Federated.Learning.Randomness;

namespace Federated.Computations.Tests;

/// <summary>What the secure sum gives, without its masks: exact, or through the gate's stochastic rounding to integers.</summary>
internal static class SimulatedSum
{
    public static SecureSum Exact<TState, TData>(IComputation<TState, TData> computation, TState state, IEnumerable<TData> nodes)
        => Sum(computation, state, nodes, (weighed, _) => weighed);

    public static SecureSum Quantised<TState, TData>(IComputation<TState, TData> computation, TState state, IEnumerable<TData> nodes, ulong seed)
    {
        var generator = new SeededGenerator(seed);
        return Sum(computation, state, nodes, (weighed, specification) => Math.Floor((weighed * specification.Scale) + generator.NextDouble()) / specification.Scale);
    }

    private static SecureSum Sum<TState, TData>(
        IComputation<TState, TData> computation, TState state, IEnumerable<TData> nodes, Func<double, ContributionSpec, double> gate)
    {
        ContributionSpec specification = computation.Specify(state);
        var values = new double[specification.Length];
        long weight = 0;
        int contributors = 0;
        foreach (TData node in nodes)
        {
            var contribution = new Contribution(specification);
            computation.Contribute(state, node, contribution);
            contribution.Validate();
            for (int index = 0; index < values.Length; index++)
                values[index] += gate(contribution.Weight * contribution.Values[index], specification);
            weight += contribution.Weight;
            contributors++;
        }

        return new SecureSum(values, weight, contributors);
    }
}
