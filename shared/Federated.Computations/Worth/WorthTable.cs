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
        var scores = new Dictionary<WorthModel, ClassScores>();
        foreach (WorthModel model in WorthModels.All)
        {
            if (!logits.TryGetValue(model, out float[]? own))
                throw new ArgumentException($"The {model} model's logits are missing; give those of all models.", nameof(logits));
            scores[model] = new ClassScores(own, labels, model);
        }

        return Of(labels.Length, WorthMeasure.TwoClasses, (model, metric) => scores[model].Statistic(metric), seed, resamples, level);
    }

    /// <summary>Measures any kind of models by their statistics of the test rows.</summary>
    /// <param name="rows">Test rows, at least one, that neither trained nor chose.</param>
    /// <param name="measures">What is measured, the most telling first.</param>
    /// <param name="statistic">Each model's; NaN where the rows do not determine it.</param>
    /// <param name="seed">Of the samples.</param>
    /// <param name="resamples">10 to 1,000,000. Default 500.</param>
    /// <param name="level">Of the intervals, above 0 and below 1. Default 0.95.</param>
    /// <exception cref="ArgumentException">No row, or a figure that its measure cannot have.</exception>
    public static WorthTable Of(
        int rows, ImmutableArray<WorthMeasure> measures, Func<WorthModel, WorthMetric, RowStatistic> statistic, ulong seed, int resamples = 500, double level = 0.95)
    {
        ArgumentNullException.ThrowIfNull(statistic);
        int[] all = [.. Enumerable.Range(0, rows)];
        var worth = new PartnerWorth(rows, (model, metric) => statistic(model, metric)(all), measures);
        var lines = ImmutableArray.CreateBuilder<WorthLine>();
        foreach (WorthMeasure measure in worth.Measures)
        {
            WorthMetric metric = measure.Metric;
            if (double.IsNaN(worth[WorthModel.Local, metric]))
                continue;
            RowStatistic local = Cut(measure, WorthModel.Local, statistic);
            foreach (WorthModel model in WorthModels.All)
            {
                RowStatistic own = Cut(measure, model, statistic);
                ConfidenceInterval Interval(RowStatistic of) => BootstrapInterval.Percentile(rows, of, new SeededGenerator(seed), resamples, level);
                lines.Add(new WorthLine(model, metric, Interval(own), model == WorthModel.Local ? null : Interval(chosen => own(chosen) - local(chosen))));
            }
        }

        return new WorthTable(rows, lines.ToImmutable(), WorthSentence.Of(lines, worth.Measures, rows), worth);
    }

    private static RowStatistic Cut(WorthMeasure measure, WorthModel model, Func<WorthModel, WorthMetric, RowStatistic> statistic)
    {
        RowStatistic own = statistic(model, measure.Metric);
        return rows => measure.Checked(own(rows), model);
    }
}
