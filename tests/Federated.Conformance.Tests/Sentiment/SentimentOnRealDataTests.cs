using System.Collections.Immutable;
using Federated.Computations;
using Federated.Computations.SparseRegression;
using Federated.Learning.Factorization;
using Federated.Learning.Randomness;
using Federated.Tasks.Text;
using Xunit.Abstractions;

namespace Federated.Conformance.Tests.Sentiment;

/// <summary>Hashed text of three sites with a joint model, and with models of one site, on held-out sentences; over five splits.</summary>
public sealed class SentimentOnRealDataTests(ITestOutputHelper output)
{
    private const int Splits = 5;
    private static readonly TextOptions Options = new();

    [ReviewsFact]
    public void JointModel_HeldOutSentencesOfAllSites_IsBetterThanAnySitesOwn()
    {
        (string Text, int Label)[][] sites = [.. ReviewSentences.Sources.Select(ReviewSentences.Of)];
        Assert.All(sites, site => Assert.Equal(1000, site.Length));
        double joint = 0, own = 0, others = 0;
        int rounds = 0;
        for (ulong seed = 1; seed <= Splits; seed++)
        {
            (string Text, int Label)[][] mixed = [.. sites.Select(site => Shuffled(site, seed))];
            (string Text, int Label)[][] training = [.. mixed.Select(site => site[200..])], test = [.. mixed.Select(site => site[..200])];
            (TextWeighting Weighting, SparseLogisticState State) together = Fit(training);
            rounds = Math.Max(rounds, together.State.Rounds);
            Assert.True(together.State.Converged);
            joint += test.Average(site => Accuracy(together, site)) / Splits;
            for (int site = 0; site < sites.Length; site++)
            {
                (TextWeighting Weighting, SparseLogisticState State) alone = Fit([training[site]]);
                own += Accuracy(alone, test[site]) / (Splits * sites.Length);
                others += test.Where((_, other) => other != site).Average(other => Accuracy(alone, other)) / (Splits * sites.Length);
            }
        }

        output.WriteLine($"joint {joint:F4}, alone on own {own:F4}, alone on others {others:F4}, at most {rounds} rounds");
        Assert.InRange(joint, 0.79, 0.90);
        Assert.InRange(joint - others, 0.03, 0.2);
        Assert.InRange(rounds, 5, 45);
    }

    private static (string Text, int Label)[] Shuffled((string Text, int Label)[] site, ulong seed)
    {
        var shuffled = site.ToArray();
        new SeededGenerator(seed).Shuffle<(string, int)>(shuffled);
        return shuffled;
    }

    private static (TextWeighting Weighting, SparseLogisticState State) Fit((string Text, int Label)[][] nodes)
    {
        string[][] texts = [.. nodes.Select(node => node.Select(row => row.Text).ToArray())];
        var all = new TextWeighting(Options, [.. Enumerable.Repeat(1f, Options.Buckets)]);
        var frequency = new FederatedDocumentFrequency();
        DocumentFrequencyState counted = new(Options.Buckets, DocumentFrequencyState.DefaultFloor);
        counted = frequency.Apply(counted, Sum(frequency, counted, texts.Select(node => new DocumentCounts([all.Rows(node)]))));

        var weighting = new TextWeighting(Options, counted.InverseFrequencies());
        SparseGradientSums[] data = [.. nodes.Select((node, index) => new SparseGradientSums([new SparseLabelledRows(weighting.Rows(texts[index]), [.. node.Select(row => row.Label)])]))];
        var regression = new FederatedSparseLogistic();
        SparseLogisticState state = SparseLogisticState.Start(Options.Buckets, 2);
        while (!regression.IsDone(state))
            state = regression.Apply(state, Sum(regression, state, data));
        return (weighting, state);
    }

    private static double Accuracy((TextWeighting Weighting, SparseLogisticState State) model, (string Text, int Label)[] rows)
    {
        SparseRows features = model.Weighting.Rows([.. rows.Select(row => row.Text)]);
        SparseLogisticModel fitted = model.State.Model;
        var probabilities = new double[2];
        int right = 0;
        for (int row = 0; row < rows.Length; row++)
        {
            fitted.Probabilities(features, row, probabilities);
            right += (probabilities[1] >= 0.5 ? 1 : 0) == rows[row].Label ? 1 : 0;
        }

        return (double)right / rows.Length;
    }

    private static SecureSum Sum<TState, TData>(IComputation<TState, TData> computation, TState state, IEnumerable<TData> nodes)
    {
        ContributionSpec specification = computation.Specify(state);
        var generator = new SeededGenerator(1);
        var values = new double[specification.Length];
        int contributors = 0;
        foreach (TData node in nodes)
        {
            var contribution = new Contribution(specification);
            computation.Contribute(state, node, contribution);
            contribution.Validate();
            for (int index = 0; index < values.Length; index++)
                values[index] += Math.Floor((contribution.Values[index] * specification.Scale) + generator.NextDouble()) / specification.Scale;
            contributors++;
        }

        return new SecureSum(values, contributors, contributors);
    }
}
