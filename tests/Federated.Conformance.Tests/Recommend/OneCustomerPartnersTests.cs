using System.Globalization;
using Federated.Computations;
using Federated.Computations.FactorModels;
using Federated.Learning.Factorization;
using Federated.Learning.Kernels;
using Federated.Learning.Randomness;
using Xunit.Abstractions;

namespace Federated.Conformance.Tests.Recommend;

/// <summary>Joint factors where each partner is one customer: they are those of all customers in one place, as no averaged model's are.</summary>
public sealed class OneCustomerPartnersTests(ITestOutputHelper output)
{
    private static readonly bool IsLong = Environment.GetEnvironmentVariable("FEDERATED_FIGURES") == "1";

    [Fact]
    public void Factors_OfPartnersOfOneCustomer_AreThePooledOnes()
    {
        RatedFilms films = IsLong ? RatedFilms.Generate(943, 1_682, 100_000, seed: 1) : RatedFilms.Generate(60, 200, 1_800, seed: 1);
        var options = new FactorOptions
        {
            Items = films.Films,
            Rounds = IsLong ? 60 : 6,
            MostCustomers = films.Histories.Length,
            Factors = new SampledFactorOptions { Rank = 16, Passes = 4 },
        };
        (FactorState pooled, _) = Run(films, options, perNode: films.Histories.Length);
        (FactorState joint, _) = Run(films, options, perNode: 1);
        double far = pooled.Items.Factors.ToArray().Zip(joint.Items.Factors.ToArray(), (one, other) => Math.Abs(one - other)).Max();
        Assert.True(far < 1e-3, $"A factor differs by {far}.");

        double[] known = new double[films.Films];
        var statistics = new EaseStatistics(films.Films);
        foreach (int[] history in films.Histories)
        {
            foreach (int film in history)
                known[film]++;
        }

        (int Row, int Film)[] pairs = [.. films.Histories.SelectMany((history, row) => history.Select(film => (row, film)))];
        statistics.Add(SparseRows.FromTriples(films.Histories.Length, films.Films, [.. pairs.Select(pair => pair.Row)], [.. pairs.Select(pair => pair.Film)]));
        EaseModel ease = EaseModel.Fit(statistics, 200);
        (double popular, double popularGain) = films.Quality(_ => [.. known.Select(count => (float)count)]);
        (double rate, double gain) = films.Quality(customer => Scores(films, joint, FactorMemory.Of(null, options), customer));
        (double best, double bestGain) = films.Quality(customer =>
        {
            var scores = new float[films.Films];
            ease.Score(films.Histories[customer], default, scores);
            return scores;
        });
        FactorOptions own = options with { SiteTaste = true, OwnItemRate = 0.5 };
        (FactorState personal, FactorData[] nodes) = Run(films, own, perNode: 1);
        (double mine, double mineGain) = films.Quality(customer => Scores(films, personal, FactorMemory.Of(nodes[customer].Memory.Current, own), customer));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{films.Histories.Length} partners of one customer, {films.Films} films: popularity {popular:0.000}/{popularGain:0.000}, joint factors {rate:0.000}/{gain:0.000}, with own scoring and items {mine:0.000}/{mineGain:0.000}, pooled EASE {best:0.000}/{bestGain:0.000}; loss {joint.Loss:0.000}; farthest factor {far:0.0e0}"));
        Assert.True(!IsLong || rate > popular, $"{rate} {popular}");
    }

    private static float[] Scores(RatedFilms films, FactorState state, FactorMemory memory, int customer)
    {
        var scores = new float[films.Films];
        SampledFactors items = memory.ItemsOf(state);
        items.Score(items.Fold(films.Histories[customer], state.Options.Factors, memory.SiteTaste, (ulong)customer), scores);
        return scores;
    }

    private static (FactorState State, FactorData[] Nodes) Run(RatedFilms films, FactorOptions options, int perNode)
    {
        using var workers = new Workers(2);
        FactorData[] nodes = [.. films.Histories.Select((history, customer) => (history, customer)).Chunk(perNode).Select(own => new FactorData(
            new ItemHistories(films.Films, own.Select(each => (ReadOnlyMemory<int>)each.history)), [.. own.Select(each => SeededGenerator.Derive(5, (ulong)each.customer))], new NodeMemory(), workers))];
        return (Exact.QuantisedRounds.Run(new FederatedFactors(), FactorState.Start(options, 1), nodes).State, nodes);
    }
}
