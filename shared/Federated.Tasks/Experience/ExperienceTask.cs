using System.Globalization;
using Federated.Computations.Experience;
using Federated.Learning.State;
using Federated.Tasks.Jobs;
using Federated.Tasks.Reports;
using Federated.Tasks.Schema;
using Federated.Tasks.Scores;
using Federated.Tasks.Stages;

namespace Federated.Tasks.Experience;

/// <summary>
/// How satisfied customers are, the label being their answer to a survey: satisfaction or net promoters with intervals, by the groups of every group field, by
/// period with the trend, and what goes along with it. Counts and sums alone, exact, one round for each group field (one when there is none); a round sends
/// answers · (groups + periods + 2) numbers a node, and six a driver. A group of few answers is merged with those of no declared one.
/// </summary>
internal sealed class ExperienceTask : StagedTask
{
    public const string KindKey = "kind", TopBoxesKey = "top_boxes", FloorKey = "floor", DateKey = "date", PeriodKey = "period";
    public const string Satisfied = "satisfaction", Promoters = "promoters";

    private static readonly IReadOnlyList<TaskOption> Options =
    [
        TaskOption.Choice(KindKey, "What is made of the answers: the share of the top boxes, or promoters (9 and 10) less detractors (0 to 6).", [Satisfied, Promoters], Satisfied),
        TaskOption.WholeNumber(TopBoxesKey, "How many of the highest answers count as satisfied.", 1, 100, 2),
        TaskOption.WholeNumber(FloorKey, "Groups and periods of fewer answers of all partners are merged.", 1, 10_000, ExperienceRequest.DefaultFloor),
        TaskOption.Names(DateKey, "The date feature that divides the answers into periods; none when not written."),
        TaskOption.Choice(PeriodKey, "Length of a period.", [SurveyPeriods.Week, SurveyPeriods.Month, SurveyPeriods.Quarter, SurveyPeriods.Year], SurveyPeriods.Month),
    ];

    private readonly SurveyStage[] _surveys;

    /// <exception cref="ArgumentException">The contract cannot hold such a survey; the message says why.</exception>
    public ExperienceTask(JobSpec job)
        : base(job)
    {
        var fields = new SurveyFields(job);
        ContractField?[] groups = job.Contract.Groups.Count > 0 ? [.. job.Contract.Groups] : [null];
        _surveys = [.. groups.Select((group, index) => new SurveyStage(string.Create(CultureInfo.InvariantCulture, $"answers_{index + 1}"), fields, group, withDrivers: index == 0))];
    }

    /// <summary>What a job may write, whatever its contract.</summary>
    public static TaskDeclaration Declaration { get; } = new()
    {
        Name = "experience",
        Summary = "How satisfied customers are: satisfaction or net promoters with intervals, by group and period, and what goes along with it.",
        Labels = [LabelKind.Number],
        Options = Options,
    };

    protected override IEnumerable<IStage> Course() => _surveys;

    protected override TaskProgress Report(TaskState state, TaskProgress progress)
    {
        SurveyStage[] done = [.. _surveys.TakeWhile(survey => IsPast(state, survey))];
        if (done.Length == 0)
            return progress;
        ExperienceResult first = done[0].Of(state).Result!;
        return progress with
        {
            Rows = first.Groups.Total.Sum(),
            Headline = SurveyReport.Headline(done[0].Request, first),
            Figures =
            [
                .. SurveyReport.Overall(done[0].Request, first),
                .. done.SelectMany((survey, place) => survey.Group is { } group ? SurveyReport.Groups(group.Name, place, survey.Request, survey.Of(state).Result!) : []),
            ],
        };
    }

    protected override TaskReport Present(TaskState state, ModelSnapshot? memory, ITaskRows? rows)
    {
        TaskReport common = base.Present(state, memory, rows);
        SurveyStage[] done = [.. _surveys.TakeWhile(survey => IsPast(state, survey))];
        return done.Length == 0 ? common : common with
        {
            Title = "How satisfied customers are",
            KeyFigures = SurveyReport.Key(done[0].Request, done[0].Of(state).Result!),
            Sections =
            [
                .. done.Select(survey => survey.Own(rows) is { } own ? SurveyBenchmark.Of(survey.Request, survey.Of(state).Result!, own) : null).OfType<ReportSection>().Take(1),
                .. done.Select(survey => SurveySections.Groups(survey.Request, survey.Of(state).Result!, survey.Own(rows))),
                .. SurveySections.Course(done[0].Request, done[0].Of(state).Result!),
            ],
        };
    }

    /// <summary>For each customer what the joint survey found of the customer's groups; NaN where they were merged. Nothing is predicted.</summary>
    protected override ScoredRows Score(TaskState state, ModelSnapshot? memory, LocalTable table, ScoreOptions options)
    {
        var columns = new List<ScoreColumn>();
        foreach (SurveyStage survey in _surveys)
        {
            ExperienceResult result = survey.Of(state).Result ?? throw new TaskStateException("The job has not counted its answers yet.");
            double overall = SurveyReport.Score(survey.Request, result.Groups.Total);
            if (columns.Count == 0)
                columns.Add(new ScoreColumn("overall", [.. Enumerable.Repeat(overall, table.RowCount)]));
            if (survey.Group is not { } group)
                continue;
            double[] scores = [.. group.Values.Select((_, index) => SurveyReport.Score(survey.Request, result.Groups.Row(index)))];
            columns.Add(new ScoreColumn($"of_{group.Name}", [.. table.Categories(group.Name).ToArray().Select(index => index < 0 ? double.NaN : scores[index])]));
        }

        return new ScoredRows(columns, isRanking: false);
    }
}
