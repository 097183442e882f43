using System.Numerics.Tensors;
using System.Security.Cryptography;
using Federated.Computations;
using Federated.SecureAggregation.Ring;

namespace Federated.Conformance.Tests.Boosting;

/// <summary>Rounds through the real quantiser and the ring: what the secure sum gives once the masks have cancelled.</summary>
internal static class RingRounds
{
    /// <summary>The state after all rounds, or after as many as given.</summary>
    /// <param name="computation">What is computed.</param>
    /// <param name="state">Where it begins.</param>
    /// <param name="nodes">The nodes' rows.</param>
    /// <param name="quantised">Rounds that go through the quantiser. Values of later ones are required to be whole and within the bound: then it would not change them.</param>
    public static TState Run<TState, TData>(IComputation<TState, TData> computation, TState state, IReadOnlyList<TData> nodes, int quantised)
    {
        for (int round = 0; !computation.IsDone(state); round++)
            state = computation.Apply(state, round < quantised ? Quantised(computation, state, nodes) : Whole(computation, state, nodes));
        return state;
    }

    private static SecureSum Quantised<TState, TData>(IComputation<TState, TData> computation, TState state, IReadOnlyList<TData> nodes)
    {
        ContributionSpec specification = computation.Specify(state);
        var modulus = new RingModulus(Math.Min(RingModulus.MaximumBits, specification.Bits + 6));
        var quantiser = new Quantiser(specification.Bits, specification.Bound, 1, modulus);
        using RandomNumberGenerator random = RandomNumberGenerator.Create();
        var sum = new ulong[specification.Length + 1];
        foreach (TData node in nodes)
        {
            Contribution contribution = Fill(computation, state, node, specification);
            using RingVector vector = quantiser.Quantise(contribution.Values, contribution.Weight, random);
            TensorPrimitives.Add<ulong>(sum, vector.ToElements(), sum);
        }

        TensorPrimitives.BitwiseAnd<ulong>(sum, modulus.Mask, sum);
        WeightedSum result = quantiser.Dequantise(sum);
        return new SecureSum([.. result.Values], result.Weight, nodes.Count);
    }

    private static SecureSum Whole<TState, TData>(IComputation<TState, TData> computation, TState state, IReadOnlyList<TData> nodes)
    {
        ContributionSpec specification = computation.Specify(state);
        Assert.Equal(1, specification.Scale);
        var sum = new double[specification.Length];
        var whole = new double[specification.Length];
        foreach (TData node in nodes)
        {
            Contribution contribution = Fill(computation, state, node, specification);
            TensorPrimitives.Truncate(contribution.Values, whole);
            Assert.True(contribution.Values.SequenceEqual(whole), "A value is not whole.");
            TensorPrimitives.Add(sum, whole, sum);
        }

        return new SecureSum(sum, nodes.Count, nodes.Count);
    }

    private static Contribution Fill<TState, TData>(IComputation<TState, TData> computation, TState state, TData node, ContributionSpec specification)
    {
        var contribution = new Contribution(specification);
        computation.Contribute(state, node, contribution);
        return contribution;
    }
}
