using Federated.Computations.Experiments;
using Federated.Learning.State;
using Federated.Tasks.Documents;
using Federated.Tasks.Jobs;
using Federated.Tasks.Reports;
using Federated.Tasks.Schema;
using Federated.Tasks.Scores;
using Federated.Tasks.Stages;

namespace Federated.Tasks.Experiment;

/// <summary>
/// One look at an experiment: the metric of each variant against the first, each partner compared with itself, with intervals that hold however often partners look, that is, run
/// the job; whether the variants got the shares of customers that were planned; and the same by groups. Two rounds of exact sums, 3·(groups + 1)·(2·variants − 1) numbers a node.
/// </summary>
internal sealed class ExperimentTask : StagedTask
{
    public const string VariantKey = "variant", LevelKey = "level", EffectKey = "expected_effect", ShareKey = "control_share", LeastKey = "least_rows", FloorKey = "floor";

    private readonly VariantFields _fields;
    private readonly ExperimentStage _look;

    /// <exception cref="ArgumentException">The contract does not say who got which variant.</exception>
    public ExperimentTask(JobSpec job)
        : base(job)
    {
        _fields = new VariantFields(job);
        _look = new ExperimentStage(_fields);
    }

    /// <summary>What a job may write, whatever its contract.</summary>
    public static TaskDeclaration Declaration { get; } = new()
    {
        Name = "experiment",
        Summary = "Which variant of a test does better, with intervals that hold however often one looks.",
        Labels = [LabelKind.TwoClasses, LabelKind.Number],
        Options =
        [
            TaskOption.Names(VariantKey, "The category or boolean that says which variant a customer got, its first value being the one to compare with; by default the field called so."),
            TaskOption.Number(LevelKey, "Chance to see a difference at any look although there is none, over all variants together.", new NumberRange(0, 0.5, MinimumExcluded: true), 0.05),
            TaskOption.Number(EffectKey, "The difference for which intervals are shortest, in the label's unit, the same at every look; 0 for two hundredths of the label's largest.", new NumberRange(0, 1e12), 0),
            TaskOption.Number(ShareKey, "Share of customers that was to get the first variant, the others sharing the rest evenly; 0 for equal shares.", new NumberRange(0, 1, MaximumExcluded: true), 0),
            TaskOption.WholeNumber(LeastKey, "Customers of each variant before there is a verdict: intervals hold for large samples.", 2, 1_000_000, 100),
            TaskOption.WholeNumber(FloorKey, "Groups in which a variant has fewer customers are withheld.", 1, 10_000, 10),
        ],
    };

    protected override IEnumerable<IStage> Course() => [_look];

    protected override TaskProgress Report(TaskState state, TaskProgress progress)
    {
        ExperimentState look = _look.Of(state);
        if (!IsPast(state, _look))
            return progress with { Rows = look.Rows ?? 0 };
        ExperimentFindings findings = Findings(look);
        return progress with { Rows = look.Rows!.Value, Figures = [.. findings.Figures()], Headline = findings.Headline };
    }

    protected override TaskReport Present(TaskState state, ModelSnapshot? memory, ITaskRows? rows)
    {
        if (!IsPast(state, _look))
            return base.Present(state, memory, rows);
        ExperimentFindings findings = Findings(_look.Of(state));
        return new TaskReport("How the variants do", findings.Summary, [.. findings.KeyFigures()], [.. ExperimentSections.Of(findings, _look.Own(rows))]);
    }

    /// <summary>For each customer how much its variant changed the metric on average; NaN for the first variant and an unknown one. Nothing is predicted.</summary>
    protected override ScoredRows Score(TaskState state, ModelSnapshot? memory, LocalTable table, ScoreOptions options)
    {
        if (!IsPast(state, _look))
            throw new TaskStateException("The job has not counted its variants yet.");
        ExperimentFindings findings = Findings(_look.Of(state));
        double[] effects = [double.NaN, .. findings.Comparisons.Select(each => each.Effect.Value)];
        return new ScoredRows(
        [
            new ScoreColumn("effect_of_variant", [.. table.Categories(_fields.Variant.Name).ToArray().Select(variant => variant < 0 ? double.NaN : effects[variant])]),
            new ScoreColumn("verdict", [.. Enumerable.Repeat(findings.Verdict, table.RowCount)]),
        ], isRanking: false);
    }

    private ExperimentFindings Findings(ExperimentState look) => new(Job, _fields, look);
}
