using System.Collections.Immutable;
using Federated.Computations.Evaluation;
using Federated.Computations.Explanation;
using Federated.Computations.Fairness;
using Federated.Computations.Worth;
using Federated.Learning.Metrics;
using Federated.Tasks.Jobs;
using Federated.Tasks.Reports;
using Federated.Tasks.Reports.Charts;
using Federated.Tasks.Reports.Sections;
using Federated.Tasks.Worth;

namespace Federated.Tasks.Click;

/// <summary>Click or conversion rates as a report: is it worth it, how good, do the chances come true, what rates groups have, and what drives clicks.</summary>
internal sealed class ClickPresentation(JobSpec job, EvaluationResult quality)
{
    private const int MostGroups = 24;

    public PartnerModel? Own { get; init; }

    public WorthResult? Means { get; init; }

    public (ImmutableArray<string> Fields, ImportanceResult Result)? Importance { get; init; }

    public (FairnessRequest Request, ImmutableArray<AttributeFairness> Result)? Rates { get; init; }

    private string Positive => job.Contract.Label! is { Positive: "true" or "yes" or "1" } flag ? $"'{flag.Name}'" : $"'{job.Contract.Label!.Positive}'";

    /// <summary>Share of positives among the held-out rows; NaN of none.</summary>
    public static double RateOf(EvaluationResult quality) => (double)(quality.Confusion.TruePositives + quality.Confusion.FalseNegatives) / quality.Rows;

    /// <summary>Mean absolute difference of said and happened over tenths of the rows; NaN where there are none.</summary>
    public static double CalibrationErrorOf(EvaluationResult quality) =>
        quality.Tenths.IsEmpty ? double.NaN : quality.Tenths.Sum(tenth => tenth.Rows * Math.Abs(tenth.MeanScore - tenth.Rate)) / quality.Tenths.Sum(tenth => tenth.Rows);

    public TaskReport Report()
    {
        var sections = new List<ReportSection>();
        if (Own is { } own)
            sections.Add(PartnerWorthSection.Of(own, Means));
        sections.Add(Quality());
        CalibrationBin[] bins = [.. quality.Tenths.Reverse().Select(tenth => new CalibrationBin(tenth.MeanScore, Estimate.Of(new Share(tenth.Positives, tenth.Rows).Interval), tenth.Rows))];
        sections.Add(CalibrationSection.Of(bins, CalibrationErrorOf(quality)));
        if (Rates is { } rates)
            sections.AddRange(rates.Request.Attributes.Zip(rates.Result, RatesBy));
        if (Importance is { } importance)
        {
            sections.Add(ReasonsSection.Of(
                [new ImportanceMeasure("What drives it", "AUC lost without it", FigureFormat.Metric, [.. importance.Fields.Zip(importance.Result.Features, (field, estimate) => new FieldImportance(field, estimate.Drop))])],
                $"chance of {Positive}", FigureFormat.Share, []));
        }

        return new TaskReport($"What leads to {Positive}", Summary(), KeyFigures(), sections);
    }

    private string Summary() => FormattableString.Invariant($"On {quality.Rows:#,##0} held-out events of all partners {FigureText.Of(RateOf(quality), FigureFormat.Share)} are {Positive}; ")
        + $"the tenth that the model puts first has {FigureText.Of(quality.LiftAtTenth, FigureFormat.Multiple)} that rate. {Own?.Sentence} {Own?.Reason}".TrimEnd();

    private IReadOnlyList<KeyFigure> KeyFigures() =>
    [
        KeyFigure.Of("Rate, all partners", RateOf(quality), FigureFormat.Share),
        KeyFigure.Of("Ranking quality (AUC)", quality.AreaUnderCurve, FigureFormat.Metric),
        KeyFigure.Of("Better than random, top tenth", quality.LiftAtTenth, FigureFormat.Multiple),
        Own is { } own ? PartnerWorthSection.Source(own) : KeyFigure.Of("Held-out events", quality.Rows, FigureFormat.Count),
    ];

    private ReportSection Quality() => QualitySection.Of(
        $"Over all partners together the model ranks events with an AUC of {FigureText.Of(quality.AreaUnderCurve, FigureFormat.Metric)}.",
        [
            new("Ranking quality (AUC)", new Estimate(quality.AreaUnderCurve), FigureFormat.Metric, "How often an event of the one kind scores above one of the other; 0.5 is chance."),
            new("Better than random, top tenth (lift)", new Estimate(quality.LiftAtTenth), FigureFormat.Multiple, "How many times more are found among the best-scored tenth than among a random tenth."),
            new("Surprise (log loss)", new Estimate(quality.LogLoss), FigureFormat.Metric, $"Lower is better; always saying the mean rate would have {FigureText.Of(Entropy(), FigureFormat.Metric)}."),
        ]);

    private double Entropy()
    {
        double rate = RateOf(quality);
        return rate is > 0 and < 1 ? -(rate * Math.Log(rate)) - ((1 - rate) * Math.Log(1 - rate)) : 0;
    }

    private ReportSection RatesBy(ComparedField field, AttributeFairness result)
    {
        (string Name, GroupOutcome Outcome)[] shown =
        [
            .. field.Groups.Zip(result.Groups).Where(group => group.Second is { Rows: > 0 }).Select(group => (group.First, group.Second!)).OrderByDescending(group => group.Item2.MeanOutcome).Take(MostGroups),
        ];
        if (shown.Length == 0)
            return new ReportSection($"Which {field.Name} works?", $"No {field.Name} has {Rates!.Value.Request.Floor} held-out events or more.", []);
        double overall = RateOf(quality);
        int hidden = field.Groups.Length - shown.Length;
        return new ReportSection(
            $"Which {field.Name} works?",
            $"{shown[0].Name} has the highest rate, {FigureText.Of(shown[0].Outcome.MeanOutcome, FigureFormat.Share)}; {shown[^1].Name} the lowest, {FigureText.Of(shown[^1].Outcome.MeanOutcome, FigureFormat.Share)}.",
            [
                new ChartBlock(new IntervalChart(
                    $"Rate by {field.Name}", "What happened with its interval, and what the model said.", field.Name, [.. shown.Select(group => group.Name)], new Axis("rate", FigureFormat.Share),
                    [
                        new IntervalSeries("happened", [.. shown.Select(group => Estimate.Of(new Share(group.Outcome.Positives, group.Outcome.Rows).Interval))]),
                        new IntervalSeries("said", [.. shown.Select(group => new Estimate(group.Outcome.MeanScore))]),
                    ])
                {
                    Reference = ("all", overall),
                }),
                new TableBlock(new ReportTable(
                    $"By {field.Name}",
                    [new ReportColumn(field.Name), new ReportColumn("events", FigureFormat.Count), new ReportColumn("rate", FigureFormat.Share), new ReportColumn("said", FigureFormat.Share), new ReportColumn("against all", FigureFormat.Multiple)],
                    [.. shown.Select(group => (IReadOnlyList<ReportCell>)
                        [ReportCell.Of(group.Name), ReportCell.Of(group.Outcome.Rows), ReportCell.Of(group.Outcome.MeanOutcome), ReportCell.Of(group.Outcome.MeanScore), ReportCell.Of(group.Outcome.MeanOutcome / overall)])])),
                new NoteBlock($"Held-out events of all partners. {(hidden > 0 ? $"{hidden} of {field.Groups.Length} are not shown: fewer than {Rates!.Value.Request.Floor} events, or beyond the first {MostGroups}. " : "")}"
                    + "A high rate is not an effect: who is shown what differs."),
            ]);
    }
}
