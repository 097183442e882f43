using Federated.Computations.FactorModels;
using Federated.Learning.Factorization;
using Federated.Learning.Randomness;
using Federated.Learning.State;

namespace Federated.Computations.Tests.FactorModels;

public sealed class FederatedFactorsTests
{
    private const int Items = 40, Customers = 90;
    private static readonly FederatedFactors Computation = new();
    private static readonly FactorOptions Options = new()
    {
        Items = Items,
        Rounds = 12,
        MostCustomers = 200,
        Factors = new SampledFactorOptions { Rank = 6 },
    };

    [Fact]
    public void Rounds_OfManyNodes_GiveTheItemsOfAllCustomersInOnePlace()
    {
        FactorState pooled = Run(Options, Nodes(1)).State;
        foreach (int nodes in new[] { 3, Customers })
        {
            (FactorState joint, int rounds) = Run(Options, Nodes(nodes));
            Assert.Equal(Options.Rounds, rounds);
            Assert.All(pooled.Items.Factors.ToArray().Zip(joint.Items.Factors.ToArray()), pair => Assert.Equal(pair.First, pair.Second, 1e-4f));
            Assert.All(pooled.Items.Biases.ToArray().Zip(joint.Items.Biases.ToArray()), pair => Assert.Equal(pair.First, pair.Second, 1e-4f));
            Assert.Equal(Customers, joint.Customers);
        }
    }

    [Fact]
    public void Rounds_OnCustomersOfOneHalf_PutThatHalfFirst()
    {
        FactorState state = Run(Options with { Rounds = 40 }, Nodes(5)).State;
        var scores = new float[Items];
        state.Items.Score(state.Items.Fold([1, 3, 8], Options.Factors, default, seed: 3), scores);
        Assert.True(scores[..20].Average() > scores[20..].Average() + 1, $"{scores[..20].Average()} {scores[20..].Average()}");
        Assert.True(state.Loss < 0.45, $"{state.Loss}");
    }

    [Fact]
    public void Apply_OfAnItemThatNobodyTouched_LeavesItAndItsMemory()
    {
        FactorState state = Run(Options with { Rounds = 1 }, Nodes(2)).State;
        state = new FactorState(Options, state.Items, state.First, state.Second, 1, state.Loss, state.Customers);
        var values = new double[Computation.Specify(state).Length];
        (values[8], values[15], values[^1]) = (2, 5, 5);
        FactorState next = Computation.Apply(state, new SecureSum(values, 1, 1));
        Assert.Equal(state.Items.Factors[..6], next.Items.Factors[..6]);
        Assert.Equal(state.First.AsSpan(0, 7), next.First.AsSpan(0, 7));
        Assert.NotEqual(state.Items.Factors[6], next.Items.Factors[6]);
        Assert.Equal(state.Items.Factors[12..], next.Items.Factors[12..]);
    }

    [Fact]
    public void OwnItems_OfANode_StayOnItAndChangeNothingForOthers()
    {
        FactorOptions own = Options with { OwnItemRate = 1 };
        (FactorState plain, _) = Run(Options, Nodes(3));
        FactorData[] nodes = Nodes(3);
        (FactorState state, _) = Run(own, nodes);
        Assert.Equal(plain.Items.Factors, state.Items.Factors);
        SampledFactors mine = FactorMemory.Of(nodes[0].Memory.Current, own).ItemsOf(state);
        Assert.NotEqual(state.Items.Factors.ToArray(), mine.Factors.ToArray());
        Assert.NotEqual(mine.Factors.ToArray(), FactorMemory.Of(nodes[1].Memory.Current, own).ItemsOf(state).Factors.ToArray());
    }

    [Fact]
    public void SiteTaste_OfANodeOfOneHalf_PointsThere()
    {
        FactorOptions options = Options with { SiteTaste = true, Rounds = 40 };
        FactorData[] nodes = Nodes(2, byHalf: true);
        (FactorState state, _) = Run(options, nodes);
        var scores = new float[Items];
        for (int half = 0; half < 2; half++)
        {
            state.Items.Score(FactorMemory.Of(nodes[half].Memory.Current, options).SiteTaste, scores);
            double first = scores[..20].Average(), second = scores[20..].Average();
            Assert.True(half == 0 ? first > second + 1 : second > first + 1, $"{half}: {first} {second}");
        }

        FactorData[] plain = Nodes(1);
        Run(Options, plain);
        Assert.Null(plain[0].Memory.Current);
    }

    [Fact]
    public void Contribute_WhatTheJobDoesNotAllow_SaysWhy()
    {
        FactorState state = FactorState.Start(Options, 1);
        void Refused(FactorData data, FactorState at, string word)
        {
            var fault = Assert.Throws<ContributionException>(() => Computation.Contribute(at, data, new Contribution(Computation.Specify(at))));
            Assert.Contains(word, fault.Message, StringComparison.Ordinal);
        }

        FactorData node = Nodes(1)[0];
        Refused(node, FactorState.Start(Options with { MostCustomers = 10 }, 1), "the job allows 10");
        Refused(node with { Keys = [.. node.Keys.Select(_ => 1UL)] }, state, "one key");
        Refused(node with { Keys = node.Keys[..3] }, state, "3 keys");
        Refused(new FactorData(new ItemHistories(Items, [default]), [1], new NodeMemory()), state, "nothing to learn from");
        Refused(node with { Memory = new NodeMemory { Current = new ModelSnapshot([new SingleTensor("site", new TensorShape(2), [1, 2])]) } }, FactorState.Start(Options with { SiteTaste = true }, 1), "another job");
    }

    private static (FactorState State, int Rounds) Run(FactorOptions options, FactorData[] nodes) => SimulatedRounds.Run(
        Computation, FactorState.Start(options, 1), nodes, FactorSnapshot.Write, snapshot => FactorSnapshot.Read(snapshot, options));

    private static FactorData[] Nodes(int count, bool byHalf = false)
    {
        var source = new SeededGenerator(11);
        var customers = new (ulong Key, int[] History)[Customers];
        for (int customer = 0; customer < Customers; customer++)
        {
            int[] half = [.. Enumerable.Range(customer % 2 * (Items / 2), Items / 2)];
            source.Shuffle<int>(half);
            customers[customer] = (source.NextBits(), half[..(1 + source.NextBelow(8))]);
        }

        return [.. Enumerable.Range(0, count).Select(node =>
        {
            (ulong Key, int[] History)[] own = [.. customers.Where((_, place) => byHalf ? place % 2 == node : place % count == node)];
            return new FactorData(new ItemHistories(Items, own.Select(each => (ReadOnlyMemory<int>)each.History)), [.. own.Select(each => each.Key)], new NodeMemory());
        })];
    }
}
