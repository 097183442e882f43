using System.Collections.Immutable;
using Federated.Learning.Factorization;
using Federated.Learning.Kernels;
using Federated.Learning.Randomness;

namespace Federated.Learning.Tests.Factorization;

public sealed class SampledFactorTests
{
    private const int Items = 30, Rank = 4;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Gradient_WithTastesFixed_IsTheFiniteDifferenceOfTheLoss(bool pairwise)
    {
        // So strong a pull leaves every taste at the centre, whatever the items are.
        var options = new SampledFactorOptions { Rank = Rank, Pairwise = pairwise, Penalty = 1_000, LearningRate = 1 };
        float[] centre = [0.5f, -1, 0.25f, 0.75f];
        (ItemHistories histories, ImmutableArray<ulong> keys) = Customers(40, seed: 1);
        var pass = new SampledFactorPass(histories, keys, options);
        SampledFactors items = SampledFactors.Start(Items, Rank, seed: 2);
        double[] gradient = new double[Items * (Rank + 1)], counts = new double[Items];
        pass.Add(items, centre, 1, gradient, counts);
        double samples = counts.Sum();

        float[] factors = items.Factors.ToArray(), biases = items.Biases.ToArray();
        double Loss() => samples * pass.Add(new SampledFactors(factors, biases), centre, 1, new double[gradient.Length], new double[Items]);
        foreach (int item in new[] { 0, 7, 29 })
        {
            for (int factor = 0; factor <= Rank; factor++)
            {
                ref float value = ref factor == Rank ? ref biases[item] : ref factors[(item * Rank) + factor];
                float before = value;
                value = before + 0.01f;
                double above = Loss();
                value = before - 0.01f;
                double below = Loss();
                value = before;
                Assert.Equal((above - below) / 0.02, gradient[(item * (Rank + 1)) + factor], 0.01);
            }
        }
    }

    [Fact]
    public void Gradient_OfParts_AddsUpToThatOfAll()
    {
        (ItemHistories all, ImmutableArray<ulong> keys) = Customers(60, seed: 3);
        (double[] expected, double[] counted) = Sum(all, keys, Workers.CallingThread);
        double[] gradient = new double[expected.Length], counts = new double[Items];
        for (int start = 0; start < 60; start += 20)
        {
            var part = new ItemHistories(Items, Enumerable.Range(start, 20).Select(customer => (ReadOnlyMemory<int>)all.Of(customer).ToArray()));
            (double[] own, double[] ownCounts) = Sum(part, keys.Slice(start, 20), Workers.CallingThread);
            for (int place = 0; place < own.Length; place++)
                gradient[place] += own[place];
            for (int item = 0; item < Items; item++)
                counts[item] += ownCounts[item];
        }

        Assert.Equal(counted, counts);
        Assert.All(expected.Zip(gradient), pair => Assert.Equal(pair.First, pair.Second, 1e-9));
    }

    [Fact]
    public void Gradient_OneOrThreeThreads_GivesTheSameBits()
    {
        (ItemHistories all, ImmutableArray<ulong> keys) = Customers(300, seed: 4);
        using var workers = new Workers(3);
        Assert.Equal(Sum(all, keys, Workers.CallingThread).Gradient, Sum(all, keys, workers).Gradient);
    }

    [Fact]
    public void Add_AfterTheFirst_AllocatesNothing()
    {
        (ItemHistories all, ImmutableArray<ulong> keys) = Customers(100, seed: 5);
        var pass = new SampledFactorPass(all, keys, new SampledFactorOptions { Rank = Rank });
        SampledFactors items = SampledFactors.Start(Items, Rank, seed: 2);
        double[] gradient = new double[Items * (Rank + 1)], counts = new double[Items];
        var centre = new float[Rank];
        pass.Add(items, centre, 0, gradient, counts);
        long before = GC.GetAllocatedBytesForCurrentThread();
        pass.Add(items, centre, 1, gradient, counts);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Fold_OfAHistory_FindsTheTasteOfItsSideAndTheSameOneEachTime()
    {
        float[] factors = [.. Enumerable.Range(0, Items).SelectMany(item => new float[] { item < Items / 2 ? 1 : -1, 0, 0, 0 })];
        var items = new SampledFactors(factors, new float[Items]);
        var options = new SampledFactorOptions { Rank = Rank };
        float[] taste = items.Fold([1, 5, 9], options, default, seed: 7), scores = new float[Items];
        items.Score(taste, scores);
        Assert.True(scores[2] > 0.3 && scores[20] < -0.3, $"{scores[2]} {scores[20]}");
        Assert.Equal(taste, items.Fold([1, 5, 9], options, default, seed: 7));
        Assert.Equal([0, 2, 0, 0], items.Fold([], options, [0, 2, 0, 0], seed: 7));
        Assert.True(items.Fold([20, 25], options, default, seed: 7)[0] < 0);
    }

    [Fact]
    public void Constructor_OutOfRange_SaysWhat()
    {
        (ItemHistories all, ImmutableArray<ulong> keys) = Customers(3, seed: 5);
        Assert.Throws<ArgumentException>(() => new SampledFactorPass(all, keys[..2], new SampledFactorOptions()));
        var fault = Assert.Throws<ArgumentException>(() => new SampledFactorOptions { Rank = 0, HeldOutShare = 1 }.Validate());
        Assert.Contains("rank is 0", fault.Message, StringComparison.Ordinal);
        Assert.Contains("held-out share is 1", fault.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new SampledFactors([1, float.NaN], [0]));
    }

    private static (double[] Gradient, double[] Counts) Sum(ItemHistories histories, ImmutableArray<ulong> keys, Workers workers)
    {
        double[] gradient = new double[Items * (Rank + 1)], counts = new double[Items];
        new SampledFactorPass(histories, keys, new SampledFactorOptions { Rank = Rank })
            .Add(SampledFactors.Start(Items, Rank, seed: 2), new float[Rank], 5, gradient, counts, workers);
        return (gradient, counts);
    }

    private static (ItemHistories Histories, ImmutableArray<ulong> Keys) Customers(int customers, ulong seed)
    {
        var source = new SeededGenerator(seed);
        var histories = new ItemHistories(Items, Enumerable.Range(0, customers).Select(_ =>
            (ReadOnlyMemory<int>)Enumerable.Range(0, source.NextBelow(7)).Select(_ => source.NextBelow(Items)).Distinct().ToArray()));
        return (histories, [.. Enumerable.Range(0, customers).Select(_ => source.NextBits())]);
    }
}
