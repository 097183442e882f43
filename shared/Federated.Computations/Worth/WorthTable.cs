using System.Collections.Immutable;
using Federated.Learning.Metrics;
using Federated.Learning.Randomness;

namespace Federated.Computations.Worth;

/// <summary>
/// What training together gives one partner, for its own eyes: every metric of every model on its test rows, with percentile intervals of the bootstrap, and the
/// paired difference from the local model, which is far better known than either of its parts. A metric that the rows do not determine has no line.
/// </summary>
public sealed class WorthTable
{
    private WorthTable(int rows, ImmutableArray<WorthLine> lines, string sentence, PartnerWorth worth)
    {
        Rows = rows;
        Lines = lines;
        Sentence = sentence;
        Worth = worth;
    }

    /// <summary>Test rows.</summary>
    public int Rows { get; }

    /// <summary>Metric by metric, model by model.</summary>
    public ImmutableArray<WorthLine> Lines { get; }

    /// <summary>The answer in one sentence, also when it is that there is no gain, or a loss.</summary>
    public string Sentence { get; }

    /// <summary>The figures for <see cref="FederatedWorth"/>.</summary>
    public PartnerWorth Worth { get; }

    /// <summary>Measures the models.</summary>
    /// <param name="labels">Of test rows that neither trained nor chose: 0 or 1 of two classes, else the class's index.</param>
    /// <param name="logits">Each model's, rows × outputs: one output of two classes, else one a class. All four models.</param>
    /// <param name="seed">Of the samples.</param>
    /// <param name="resamples">10 to 1,000,000. Default 500.</param>
    /// <param name="level">Of the intervals, above 0 and below 1. Default 0.95.</param>
    /// <exception cref="ArgumentException">A model is missing, or lengths, labels or numbers do not fit.</exception>
    public static WorthTable Of(ReadOnlySpan<float> labels, IReadOnlyDictionary<WorthModel, float[]> logits, ulong seed, int resamples = 500, double level = 0.95)
    {
        ArgumentNullException.ThrowIfNull(logits);
        int rows = labels.Length;
        var scores = new Dictionary<WorthModel, ModelScores>();
        foreach (WorthModel model in WorthGrid.Models)
        {
            if (!logits.TryGetValue(model, out float[]? own))
                throw new ArgumentException($"The {model} model's logits are missing; give those of all models.", nameof(logits));
            scores[model] = new ModelScores(own, labels, model);
        }

        int[] all = [.. Enumerable.Range(0, rows)];
        var lines = ImmutableArray.CreateBuilder<WorthLine>();
        foreach (WorthMetric metric in WorthGrid.Metrics)
        {
            RowStatistic local = scores[WorthModel.Local].Statistic(metric);
            if (double.IsNaN(local(all)))
                continue;
            foreach (WorthModel model in WorthGrid.Models)
            {
                RowStatistic own = scores[model].Statistic(metric);
                ConfidenceInterval Interval(RowStatistic statistic) => BootstrapInterval.Percentile(rows, statistic, new SeededGenerator(seed), resamples, level);
                lines.Add(new WorthLine(model, metric, Interval(own), model == WorthModel.Local ? null : Interval(chosen => own(chosen) - local(chosen))));
            }
        }

        var worth = new PartnerWorth(rows, (model, metric) => scores[model].Statistic(metric)(all));
        return new WorthTable(rows, lines.ToImmutable(), WorthSentence.Of(lines, rows), worth);
    }
}
