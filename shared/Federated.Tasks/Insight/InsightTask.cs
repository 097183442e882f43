using Federated.Computations.Statistics;
using Federated.Computations.Statistics.Survey;
using Federated.Learning.State;
using Federated.Tasks.Jobs;
using Federated.Tasks.Reports;
using Federated.Tasks.Schema;
using Federated.Tasks.Scores;
using Federated.Tasks.Stages;

namespace Federated.Tasks.Insight;

/// <summary>
/// What all partners' customers together look like, field by field: counts, means, quantiles, histograms, frequent values, correlations and tables by groups. Exact, by secure
/// sums: four rounds, or eight when the contract has texts (or was not told to leave them). Nothing is trained, no label is needed, and no customer gets a score.
/// </summary>
internal sealed class InsightTask : StagedTask
{
    private readonly SurveyStage _survey;

    /// <exception cref="ArgumentException">The options name a field of the wrong kind, or ask for too many tables; the message says which.</exception>
    public InsightTask(JobSpec job)
        : base(job)
    {
        Columns = new InsightColumns(job.Contract);
        Plan = InsightOptions.ToPlan(job, Columns);
        _ = SurveyState.Begin(Plan);
        _survey = new SurveyStage(Plan, Columns);
    }

    /// <summary>What a job may write, whatever its contract.</summary>
    public static TaskDeclaration Declaration { get; } = new()
    {
        Name = "insight",
        Summary = "What all partners' customers together look like, field by field.",
        Labels = [LabelKind.None, LabelKind.TwoClasses, LabelKind.Classes, LabelKind.Number],
        Options = InsightOptions.Declared,
    };

    /// <summary>The columns surveyed.</summary>
    public InsightColumns Columns { get; }

    /// <summary>What is found out about them.</summary>
    public SurveyPlan Plan { get; }

    /// <summary>What was found.</summary>
    /// <exception cref="TaskStateException">The snapshot is not a finished state of this job.</exception>
    public SurveyState Survey(ModelSnapshot state)
    {
        TaskState read = Read(state);
        return IsPast(read, _survey) ? _survey.Of(read) : throw new TaskStateException("The job has not found out everything yet. Wait until it is done.");
    }

    protected override IEnumerable<IStage> Course() => [_survey];

    protected override TaskProgress Report(TaskState state, TaskProgress progress)
    {
        if (_survey.Of(state).Statistics is not StatisticsComputed { Result: var statistics })
            return progress;
        int fields = Job.Contract.Columns.Count + (Job.Contract.Label is null ? 0 : 1);
        return progress with
        {
            Rows = statistics.Rows,
            Figures =
            [
                new TaskFigure("rows", "rows", statistics.Rows),
                .. statistics.Numeric.Where(column => column.Count >= Plan.Floor).Take(20).Select(column => new TaskFigure($"mean_{column.Name}", $"mean of {column.Name}", column.Mean)),
            ],
            Headline = IsPast(state, _survey) ? FormattableString.Invariant($"{fields} fields described over {statistics.Rows:#,0} rows") : "",
        };
    }

    protected override TaskReport Present(TaskState state, ModelSnapshot? memory, ITaskRows? rows)
    {
        if (!IsPast(state, _survey))
            throw new TaskStateException("The job has not found out everything yet. Wait until it is done.");
        SurveyState survey = _survey.Of(state);
        return InsightPresentation.Of(InsightReading.Result(survey, Columns), rows is null ? null : new OwnSurvey(Columns, Plan, survey, Columns.SumsOf(rows)).Result());
    }

    protected override ScoredRows Score(TaskState state, ModelSnapshot? memory, LocalTable table, ScoreOptions options)
        => throw new TaskStateException("The task insight describes all customers together and gives none of them a score.") { Mend = "read its report: fed-node report insight" };
}
