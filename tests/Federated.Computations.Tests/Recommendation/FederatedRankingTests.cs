using Federated.Computations.Recommendation;
using Federated.Learning.Metrics;
using Federated.Learning.Randomness;
using Federated.Learning.State;
using FsCheck;
using FsCheck.Fluent;

namespace Federated.Computations.Tests.Recommendation;

public sealed class FederatedRankingTests
{
    private const int Items = 6, Models = 3;

    [Fact]
    public void Quality_OfAnyCustomersOnAnyNodes_IsThatOfAllTogetherAndOfPartnersOneByOne() => Prop.ForAll(ArbMap.Default.ArbFor<ulong>(), seed =>
    {
        var generator = new SeededGenerator(seed);
        RankedCustomer[][] nodes = [.. Enumerable.Range(0, 1 + generator.NextBelow(5)).Select(_ => Customers(generator, generator.NextBelow(40)))];
        RankingQuality quality = Run(nodes);
        RankedCustomer[] all = [.. nodes.SelectMany(node => node)];
        Assert.Equal(all.Length, quality.Customers);
        Assert.Equal(Enumerable.Range(0, Items).Count(item => all.Any(customer => customer.Shown.Contains(item))), quality.CoveredItems);
        foreach (int item in Enumerable.Range(0, Items))
            Assert.Equal(all.Count(customer => customer.Shown.Contains(item)) is >= RankingRequest.LeastExposure and var lists ? lists : 0, quality.Exposure(item));
        RankedCustomer[][] partners = [.. nodes.Where(node => node.Length > 0)];
        for (int model = 0; model < Models; model++)
        {
            Assert.Equal(HitRate(all, model), quality.HitRate(model), 1e-6);
            Assert.Equal(Gain(all, model), quality.Gain(model), 1e-6);
            Assert.Equal(RankingMetrics.HitRate([.. all.Select(customer => customer.Models[model].Full)], 10), quality.HitRate(model, isFull: true), 1e-6);
            Assert.Equal(RankingMetrics.NormalizedGain([.. all.Select(customer => customer.Models[model].Full)], 10), quality.Gain(model, isFull: true), 1e-6);
            Assert.Equal(all.Length == 0 ? double.NaN : all.Average(customer => customer.Models[model].Novelty), quality.Novelty(model), 1e-6);
            Assert.Equal(all.Length == 0 ? double.NaN : all.Average(customer => customer.Models[model].Diversity), quality.Diversity(model), 1e-6);
            AssertFigure(partners, node => HitRate(node, model), quality.PartnerHitRate(model));
            AssertFigure(partners, node => Gain(node, model), quality.PartnerGain(model));
            if (model > 0)
            {
                AssertFigure(partners, node => HitRate(node, 0) - HitRate(node, model), quality.HitRateOver(model));
                AssertFigure(partners, node => Gain(node, 0) - Gain(node, model), quality.GainOver(model));
            }
        }
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Quality_OfTwoPartners_TellsNothingOfPartners()
    {
        var generator = new SeededGenerator(3);
        RankingQuality quality = Run([Customers(generator, 5), Customers(generator, 5), []]);
        Assert.Equal(0, quality.Partners);
        Assert.Null(quality.PartnerHitRate(0));
        Assert.Null(quality.GainOver(1));
    }

    [Fact]
    public void Contribute_RankOrItemOutOfRange_SendsNothing()
    {
        var state = new RankingState(new RankingRequest(1, Items, 100, withPartners: false));
        foreach (RankedCustomer customer in (RankedCustomer[])[
            new([new RankedModel(0, 1, 1, 0)], []), new([new RankedModel(1, 0, 1, 0)], []), new([new RankedModel(1, 1, 33, 0)], []), new([new RankedModel(1, 1, 1, 1.5)], []),
            new([new RankedModel(1, 1, double.NaN, 0)], []), new([new RankedModel(1, 1, 1, 0)], [Items]), new([], [])])
        {
            var contribution = new Contribution(new FederatedRanking().Specify(state));
            Assert.Throws<ContributionException>(() => new FederatedRanking().Contribute(state, new RankingSums([customer]), contribution));
        }
    }

    [Fact]
    public void Read_SnapshotThatWasChanged_IsRefused()
    {
        var request = new RankingRequest(Models, Items, 100, withPartners: true);
        var generator = new SeededGenerator(3);
        RankingQuality quality = Run([.. Enumerable.Range(0, 4).Select(_ => Customers(generator, 20))]);
        ModelSnapshot sound = RankingSnapshot.Write(new RankingState(request, quality));
        Assert.Equal(quality.HitRate(0), RankingSnapshot.Read(sound, request).Result!.HitRate(0));
        foreach ((string tensor, int index, double figure) in new[] { ("sums", 0, 0.5), ("sums", 1, 81.0), ("sums", 2, -1), ("sums", 19, 2.5), ("sums", 25, 1.5), ("sums", 26, 5), ("sums", 3, double.NaN), ("covered", 0, 7), ("covered", 0, -1) })
            Assert.Throws<ContributionException>(() => RankingSnapshot.Read(SimulatedRounds.With(sound, tensor, index, figure), request));
        Assert.Throws<ContributionException>(() => RankingSnapshot.Read(sound, new RankingRequest(Models, Items, 100, withPartners: false)));
    }

    private static RankingQuality Run(RankedCustomer[][] nodes)
    {
        var request = new RankingRequest(Models, Items, 100, withPartners: true);
        return SimulatedRounds.Run(new FederatedRanking(), new RankingState(request), [.. nodes.Select(node => new RankingSums(node))], RankingSnapshot.Write, snapshot => RankingSnapshot.Read(snapshot, request)).State.Result!;
    }

    private static RankedCustomer[] Customers(SeededGenerator generator, int count) => [.. Enumerable.Range(0, count).Select(_ =>
    {
        int[] items = [.. Enumerable.Range(0, Items)];
        generator.Shuffle<int>(items);
        return new RankedCustomer(
            [.. Enumerable.Range(0, Models).Select(_ => new RankedModel(1 + generator.NextBelow(20), 1 + generator.NextBelow(40), 32 * generator.NextDouble(), generator.NextDouble()))], [.. items.Take(generator.NextBelow(4))]);
    })];

    private static double HitRate(RankedCustomer[] customers, int model) => RankingMetrics.HitRate([.. customers.Select(customer => customer.Models[model].Sampled)], 10);

    private static double Gain(RankedCustomer[] customers, int model) => RankingMetrics.NormalizedGain([.. customers.Select(customer => customer.Models[model].Sampled)], 10);

    private static void AssertFigure(RankedCustomer[][] partners, Func<RankedCustomer[], double> of, RankingFigure? figure)
    {
        if (partners.Length < RankingRequest.LeastPartners)
        {
            Assert.Null(figure);
            return;
        }

        double[] values = [.. partners.Select(of)];
        Assert.Equal(values.Average(), figure!.Mean, 1e-6);
        Assert.Equal(values.Sum(value => (value - values.Average()) * (value - values.Average())) / (values.Length - 1), figure.Deviation * figure.Deviation, 1e-5);
    }
}
