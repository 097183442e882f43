using System.Collections.Immutable;
using Federated.Computations.Evaluation;
using Federated.Computations.Explanation;
using Federated.Computations.Fairness;
using Federated.Computations.Worth;
using Federated.Learning.Metrics;
using Federated.Tasks.Classifiers;
using Federated.Tasks.Jobs;
using Federated.Tasks.Reports;
using Federated.Tasks.Reports.Charts;
using Federated.Tasks.Reports.Sections;
using Federated.Tasks.Schema;
using Federated.Tasks.Worth;

namespace Federated.Tasks.TwoClass;

/// <summary>A propensity as a report: is it worth it, how good, how calibrated, what contacting the best first gains, what the model goes by, and whether groups are treated alike.</summary>
internal sealed class TwoClassPresentation(JobSpec job, PartnerModel? own, EvaluationResult? quality)
{
    private const int Tenths = 10;

    public WorthResult? Means { get; init; }

    public (ImmutableArray<string> Fields, ImportanceResult Result)? Importance { get; init; }

    public (FairnessRequest Request, ImmutableArray<AttributeFairness> Result)? Fairness { get; init; }

    /// <summary>What the joint model's trees gained by each field; empty for a model without trees.</summary>
    public IReadOnlyList<FieldImportance> Gains { get; init; } = [];

    public FieldEffects? Effects { get; init; }

    /// <summary>This partner's held-out rows, and the model that its scores come from.</summary>
    public (LocalTable Rows, ITwoClassPredictor Predictor)? Test { get; init; }

    private string Positive => job.Contract.Label! is { Positive: "true" or "yes" or "1" } flag ? $"'{flag.Name}'" : $"'{job.Contract.Label!.Positive}'";

    public TaskReport Report()
    {
        var sections = new List<ReportSection>();
        if (own is not null)
            sections.Add(PartnerWorthSection.Of(own, Means));
        if (quality is not null)
            sections.Add(QualitySection.Of($"Over all partners together the model ranks customers with an AUC of {quality.AreaUnderCurve:0.000}.", JointQuality(quality)));
        if (Test is { Rows.RowCount: > 0 } test)
            sections.AddRange(OnOwnRows(test.Rows, Probabilities.Of(test.Predictor, test.Rows)));
        if (Importance is not null || Gains.Count > 0)
            sections.Add(Reasons());
        if (Fairness is { } fairness)
            sections.Add(FairnessOf(fairness.Request, fairness.Result));
        return new TaskReport($"Your customers' chance of {Positive}", Summary(), KeyFigures(), sections);
    }

    private string Summary() => string.Join(" ", new[]
    {
        own?.Sentence,
        own?.Reason,
        quality is null ? null : FormattableString.Invariant($"On {quality.Rows} held-out customers of all partners the joint model has an AUC of {quality.AreaUnderCurve:0.000}."),
    }.Where(sentence => !string.IsNullOrEmpty(sentence)));

    private IReadOnlyList<KeyFigure> KeyFigures() => quality is null ? [] :
    [
        KeyFigure.Of("Ranking quality, all partners (AUC)", quality.AreaUnderCurve, FigureFormat.Metric),
        KeyFigure.Of("Better than random, top tenth", quality.LiftAtTenth, FigureFormat.Multiple),
        KeyFigure.Of("Held-out customers, all partners", quality.Rows, FigureFormat.Count),
        .. own is { } mine ? new[] { PartnerWorthSection.Source(mine) } : [],
    ];

    private ReportSection Reasons()
    {
        var measures = new List<ImportanceMeasure>();
        if (Importance is { } importance)
        {
            measures.Add(new ImportanceMeasure(
                "What matters most", "AUC lost without it", FigureFormat.Metric, [.. importance.Fields.Zip(importance.Result.Features, (field, estimate) => new FieldImportance(field, estimate.Drop))]));
        }

        if (Gains.Count > 0)
            measures.Add(new ImportanceMeasure("What the trees split by", "share of what all splits gained", FigureFormat.Share, Gains));
        ReportSection section = ReasonsSection.Of(measures, $"chance of {Positive}", FigureFormat.Share, Effects?.Show() ?? []);
        string[] notes =
        [
            .. Gains.Count > 0 ? new[] { "Gains of splits are counted where the trees were grown, on training rows: fields of many values look better by them than they are." } : [],
            .. Effects is { } effects ? new[] { effects.Explanation } : [],
        ];
        return section with { Blocks = [.. section.Blocks, .. notes.Select(note => new NoteBlock(note))] };
    }

    private static IReadOnlyList<QualityMetric> JointQuality(EvaluationResult quality) =>
    [
        new("Ranking quality (AUC)", new Estimate(quality.AreaUnderCurve), FigureFormat.Metric, "How often a customer of the one kind scores above one of the other; 0.5 is chance."),
        new("Better than random, top tenth (lift)", new Estimate(quality.LiftAtTenth), FigureFormat.Multiple, "How many times more are found among the best-scored tenth than among a random tenth."),
        new("Right answers (accuracy)", new Estimate(quality.Accuracy), FigureFormat.Share, "Share of customers on the right side of a chance of one half."),
        new("Surprise (log loss)", new Estimate(quality.LogLoss), FigureFormat.Metric, "Lower is better; what a coin would have is 0.693."),
    ];

    private IEnumerable<ReportSection> OnOwnRows(LocalTable test, float[] scores)
    {
        float[] labels = test.Labels.ToArray();
        int[] order = [.. Enumerable.Range(0, scores.Length).OrderByDescending(row => scores[row]).ThenBy(row => row)];
        int[][] tenths = [.. Enumerable.Range(0, Tenths).Select(tenth => order[(int)((long)order.Length * tenth / Tenths)..(int)((long)order.Length * (tenth + 1) / Tenths)]).Where(rows => rows.Length > 0)];
        CalibrationBin[] bins = [.. tenths.Reverse().Select(rows => new CalibrationBin(rows.Average(row => scores[row]), Estimate.Of(new Share((long)rows.Sum(row => labels[row]), rows.Length).Interval), rows.Length))];
        yield return CalibrationSection.Of(bins, bins.Sum(bin => bin.Rows * Math.Abs(bin.Predicted - bin.Observed.Value)) / scores.Length);
        double positives = labels.Sum();
        if (positives == 0)
            yield break;
        double found = 0, contacted = 0;
        GainPoint[] points = [new(0, 0), .. tenths.Select(rows => new GainPoint((contacted += rows.Length) / scores.Length, (found += rows.Sum(row => labels[row])) / positives))];
        double lift = tenths[0].Average(row => labels[row]) / (positives / scores.Length);
        yield return LiftSection.Of($"customers with {Positive}", [new LiftCurve("your model", points, new Estimate(lift))]);
    }

    private static ReportSection FairnessOf(FairnessRequest request, ImmutableArray<AttributeFairness> result)
    {
        var groups = new List<FairnessGroup>();
        int leftOut = 0;
        foreach ((ComparedField attribute, AttributeFairness fairness) in request.Attributes.Zip(result))
        {
            foreach ((string name, GroupOutcome? outcome) in attribute.Groups.Zip(fairness.Groups))
            {
                if (outcome is not { Rows: > 0 })
                    leftOut++;
                else
                    groups.Add(new FairnessGroup(attribute.Name, name, outcome.Rows, outcome.SelectionRate?.Value ?? double.NaN, outcome.TruePositiveRate?.Value ?? double.NaN, outcome.CalibrationGap));
            }
        }

        return FairnessSection.Of(groups, request.Floor, leftOut);
    }
}
