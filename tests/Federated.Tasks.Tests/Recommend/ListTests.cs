using System.Collections.Immutable;
using Federated.Computations.Recommendation;
using Federated.Learning.Randomness;
using Federated.Tasks.Fitting;
using Federated.Tasks.Recommend;
using FsCheck;
using FsCheck.Fluent;

namespace Federated.Tasks.Tests.Recommend;

/// <summary>What scores and lists are, held against slow definitions.</summary>
public sealed class ListTests
{
    private const int Items = 30;

    [Fact]
    public void TopItems_OfAnyScores_AreTheFirstOfTheSorted() => Prop.ForAll(ArbMap.Default.ArbFor<ulong>(), seed =>
    {
        var generator = new SeededGenerator(seed);
        float[] scores = [.. Enumerable.Range(0, Items).Select(_ => (float)generator.NextBelow(8))];
        bool[] isLeftOut = [.. Enumerable.Range(0, Items).Select(_ => generator.NextBelow(4) == 0)];
        int most = 1 + generator.NextBelow(Items + 5);
        Assert.Equal(Enumerable.Range(0, Items).Where(item => !isLeftOut[item]).OrderByDescending(item => scores[item]).ThenBy(item => item).Take(most), TopItems.Of(scores, isLeftOut, most));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Cosine_OfAnyHistory_IsTheSumOverItsItems() => Prop.ForAll(ArbMap.Default.ArbFor<ulong>(), seed =>
    {
        var generator = new SeededGenerator(seed);
        ItemCounts counts = Counts(generator, 40);
        var customer = new CustomerHistory(1, [.. Some(generator)], 0);
        var scores = new float[Items];
        var scorer = new CosineScorer(counts);
        scorer.Score(customer, scores);
        for (int item = 0; item < Items; item++)
        {
            Assert.Equal(customer.Items.Where(had => had != item).Sum(had => counts.Cosine(had, item)), scores[item], 1e-5);
            Assert.Equal(scores[item], scorer.Shares(customer, [item])[0].Sum(), 1e-5);
        }
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Reranking_OfAnyWish_ListsDifferentWantedItemsAndWithoutOneTheHighest() => Prop.ForAll(ArbMap.Default.ArbFor<ulong>(), seed =>
    {
        var generator = new SeededGenerator(seed);
        ItemCounts counts = Counts(generator, 40);
        var reranking = new ListReranking(counts, new CosineScorer(counts));
        float[] scores = [.. Enumerable.Range(0, Items).Select(_ => (float)generator.NextDouble() - 0.5f)];
        bool[] isLeftOut = [.. Enumerable.Range(0, Items).Select(_ => generator.NextBelow(4) == 0)];
        var wish = new ListWish { Top = 1 + generator.NextBelow(Items), Novelty = generator.NextDouble(), Diversity = generator.NextDouble() };
        ImmutableArray<int> list = reranking.Of(scores, isLeftOut, wish);
        Assert.Equal(Math.Min(wish.Top, isLeftOut.Count(left => !left)), list.Distinct().Count());
        Assert.All(list, item => Assert.False(isLeftOut[item]));
        Assert.Equal(TopItems.Of(scores, isLeftOut, wish.Top).ToArray(), reranking.Of(scores, isLeftOut, wish with { Novelty = 0, Diversity = 0 }).ToArray());
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Reranking_OneWishAlone_DoesWhatItSays()
    {
        var generator = new SeededGenerator(5);
        ItemCounts counts = Counts(generator, 300);
        var reranking = new ListReranking(counts, new CosineScorer(counts));
        float[] scores = [.. Enumerable.Range(0, Items).Select(item => (float)counts.Of(item))];
        double Novelty(ListWish wish) => reranking.Of(scores, new bool[Items], wish).Average(item => ItemTaste.SelfInformation(counts, item));
        double Likeness(ListWish wish)
        {
            ImmutableArray<int> list = reranking.Of(scores, new bool[Items], wish);
            return list.SelectMany(one => list.Where(other => other < one).Select(other => counts.Cosine(one, other))).Average();
        }

        var plain = new ListWish { Top = 8 };
        Assert.True(Novelty(plain with { Novelty = 1 }) > Novelty(plain) + 0.5);
        Assert.Equal(Enumerable.Range(0, Items).OrderBy(counts.Of).First(), reranking.Of(scores, new bool[Items], plain with { Novelty = 1 })[0]);
        Assert.True(Likeness(plain with { Diversity = 0.9 }) < Likeness(plain));
    }

    [Fact]
    public void Ranking_HeldOutItem_IsBehindAllThatScoreAsHigh()
    {
        ItemCounts counts = Counts(new SeededGenerator(9), 60);
        var held = new HeldOutItem(new CustomerHistory(77, [1, 2], 0), 5);
        RankedCustomer ranked = new ItemRanking(counts, 3).Of([held], [new FixedScorer(item => item), new FixedScorer(_ => 1)]).Single();
        Assert.Equal((Items - 5, Items - 5), (ranked.Models[0].Full, ranked.Models[0].Sampled));
        Assert.Equal(Items - 2, ranked.Models[1].Full);
        Assert.Equal([29, 28, 27, 26, 25, 24, 23, 22, 21, 20], ranked.Shown.ToArray());
    }

    [Fact]
    public void Ranking_OfManyItems_SamplesNinetyNineOthersTheSameEachTime()
    {
        var request = new ItemCountRequest(2_000, 10, withPairs: false);
        ItemCounts counts = OwnRows.Alone(new FederatedItemCounts(), new ItemCountState(request), new ItemSums([(ReadOnlyMemory<int>)new[] { 1, 2 }])).Result!;
        int Rank(ulong seed, ulong key, Func<int, float> score) => new ItemRanking(counts, seed).Of([new HeldOutItem(new CustomerHistory(key, [1, 2], 0), 1_000)], [new FixedScorer(score)]).Single().Models[0].Sampled;
        Assert.Equal(100, Rank(1, 1, _ => 0));
        Assert.Equal(1, Rank(1, 1, item => item == 1_000 ? 1 : 0));
        int half = Rank(1, 1, item => item);
        Assert.InRange(half, 30, 70);
        Assert.Equal(half, Rank(1, 1, item => item));
        Assert.True(Enumerable.Range(0, 20).Any(seed => Rank((ulong)seed, 1, item => item) != half) && Enumerable.Range(0, 20).Any(key => Rank(1, (ulong)key, item => item) != half));
    }

    private static ItemCounts Counts(SeededGenerator generator, int customers)
    {
        ReadOnlyMemory<int>[] histories = [.. Enumerable.Range(0, customers).Select(_ => (ReadOnlyMemory<int>)Some(generator))];
        return OwnRows.Alone(new FederatedItemCounts(), new ItemCountState(new ItemCountRequest(Items, customers, withPairs: true)), new ItemSums(histories)).Result!;
    }

    private static int[] Some(SeededGenerator generator) => [.. Enumerable.Range(0, Items).Where(item => generator.NextBelow(Items + 4) > item + 2)];

    private sealed class FixedScorer(Func<int, float> score) : IItemScorer
    {
        public void Score(CustomerHistory customer, Span<float> scores)
        {
            for (int item = 0; item < scores.Length; item++)
                scores[item] = score(item);
        }

        public double[][] Shares(CustomerHistory customer, IReadOnlyList<int> items) => [.. items.Select(_ => Array.Empty<double>())];

        public double Likeness(int item, int other) => 0;
    }
}
