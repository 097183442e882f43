using System.Buffers.Binary;
using Federated.Computations.Uplift;
using Federated.Learning.State;
using Federated.Tasks.Documents;
using Federated.Tasks.Features;
using Federated.Tasks.Fitting;
using Federated.Tasks.Jobs;
using Federated.Tasks.Reports;
using Federated.Tasks.Schema;
using Federated.Tasks.Scores;
using Federated.Tasks.Stages;

namespace Federated.Tasks.Uplift;

/// <summary>
/// What a randomised contact changes, and for whom. Two rounds estimate the average effect on all rows, each partner compared with itself, adjusted for what was known before. Then
/// four learners of the effect are fitted to the training rows, exactly, and four more of boosted trees if the job asks for them; the validation rows choose one; and one round holds it against the held-out rows, with permutations of the
/// contacts. Unless it ranks customers better than permuted contacts do, there is no targetable signal, and nobody is ranked. With p inputs a round sends at most
/// (2p+3)(2p+4)/2 + 2p + 4 numbers a node, and the last one 120 + 40 a permutation; trees take two rounds a level.
/// </summary>
internal sealed class UpliftTask : StagedTask
{
    public const string TreatmentKey = "treatment", LearnerKey = "learner", StepsKey = "steps", PermutationsKey = "permutations", LevelKey = "level";
    public const string ValueKey = "response_value", CostKey = "contact_cost", ShareKey = "planned_share";
    private const string Choose = "choose";

    private readonly FeatureStages _features;
    private readonly TrialFields _fields;
    private readonly TrialStage _trial;
    private readonly EffectLearners _learners;
    private readonly SpreadStage _spread;
    private readonly CurveStage? _choice;
    private readonly CurveStage _curve;

    /// <exception cref="ArgumentException">The contract has no treatment, or nothing besides.</exception>
    public UpliftTask(JobSpec job)
        : base(job)
    {
        _features = new FeatureStages(job);
        _fields = new TrialFields(job, _features);
        _trial = new TrialStage(_fields);
        ulong seed = BinaryPrimitives.ReadUInt64LittleEndian(job.Hash());
        _learners = new EffectLearners(job, seed, _features, _fields, _trial);
        _spread = new SpreadStage(_fields, _learners);
        if (job.Options.Choice(LearnerKey) == Choose && job.Evaluation.ValidationFraction > 0)
            _choice = new CurveStage("choice", RowPart.Validation, _ => _learners.All, 0, seed, _fields, _trial, _learners, _spread);
        _curve = new CurveStage("curve", RowPart.Test, state => [Chosen(state)], job.Options.WholeNumber(PermutationsKey), seed, _fields, _trial, _learners, _spread);
    }

    /// <summary>What a job may write, whatever its contract.</summary>
    public static TaskDeclaration Declaration { get; } = new()
    {
        Name = "uplift",
        Summary = "What a randomised campaign changed on average, and which customers it changes most.",
        Labels = [LabelKind.TwoClasses, LabelKind.Number],
        Models = [ModelKind.Linear, ModelKind.BoostedTrees],
        Scores = ScoreKind.Change,
        Options =
        [
            TaskOption.Names(TreatmentKey, "The boolean (or category of two values, the second being a contact) that says who was contacted; by default the one called so."),
            TaskOption.Choice(LearnerKey, "How the effect on a customer is learnt; the validation rows choose among all four, and of linear models or trees if the model is trees, unless one is named (R without validation rows).", [Choose, "t", "s", "x", "r"], Choose),
            TaskOption.WholeNumber(StepsKey, "Most rounds of each logistic regression.", 1, 1000, 25),
            TaskOption.WholeNumber(PermutationsKey, "Permutations of the contacts that the ranking is held against.", 99, 2000, 499),
            TaskOption.Number(LevelKey, "Chance of ranking customers although there is no signal.", new NumberRange(0, 0.5, MinimumExcluded: true), 0.05),
            TaskOption.Number(ValueKey, "What a response is worth, or a unit of the label.", new NumberRange(0, 1e9), 1),
            TaskOption.Number(CostKey, "What a contact costs, in the same money.", new NumberRange(0, 1e9), 0),
            TaskOption.Number(ShareKey, "Share of customers that the campaign meant to contact, to be tested; 0 when there is no common one.", new NumberRange(0, 1, MaximumExcluded: true), 0),
        ],
    };

    protected override IEnumerable<IStage> Course() => [.. _features.Stages, _trial, .. _learners.Stages, _spread, .. _choice is null ? Array.Empty<IStage>() : [_choice], _curve];

    protected override TaskProgress Report(TaskState state, TaskProgress progress)
    {
        if (!IsPast(state, _trial))
            return progress;
        UpliftFindings findings = Findings(state);
        return progress with { Rows = findings.Trial.Rows, Figures = [.. findings.Figures()], Headline = findings.Headline };
    }

    protected override TaskReport Present(TaskState state, ModelSnapshot? memory, ITaskRows? rows)
    {
        if (!IsPast(state, _curve))
            return base.Present(state, memory, rows);
        UpliftFindings findings = Findings(state);
        return new TaskReport(
            findings.HasSignal ? "The campaign works better for some than for others" : "The campaign changes all customers alike, as far as can be told", findings.Summary, [.. findings.KeyFigures()],
            [.. UpliftSections.Of(findings, _trial.Own(state, rows), _fields.Plan(state), _learners.Linear.Residual.Model(state), _learners.Linear.Residual.Errors(state), Chosen(state).IsOfTrees ? _learners.Trees!.Gains(state) : [])]);
    }

    /// <summary>Customers by what a contact changes about them; the average effect alone when there is no targetable signal.</summary>
    protected override ScoredRows Score(TaskState state, ModelSnapshot? memory, LocalTable table, ScoreOptions options)
    {
        UpliftFindings findings = Findings(state);
        if (findings.Verdict is null)
            throw new TaskStateException("The job has not held its predictions against what happened yet, so it is not known whether customers can be told apart.");
        if (!findings.HasSignal)
        {
            return new ScoredRows(
            [
                new ScoreColumn("average_effect", [.. Enumerable.Repeat(findings.Effect.Value, table.RowCount)]),
                new ScoreColumn("note", [.. Enumerable.Repeat(UpliftFindings.NoSignal, table.RowCount)]),
            ], isRanking: false);
        }

        FeaturePlan plan = _fields.Plan(state);
        var rows = new TrialRows(table, plan.Encode(table));
        Learner chosen = Chosen(state);
        double[] effects = _learners.Effects(state, chosen, rows);
        (double[] treated, double[] untreated) = _learners.Of(chosen).Responses(state, rows);
        double value = Job.Options.Number(ValueKey) * _fields.Unit, cost = Job.Options.Number(CostKey);
        ScoreColumn[] columns =
        [
            new(ScoredRows.Score, [.. effects.Select(effect => effect * _fields.Unit)]), new("response_if_contacted", [.. treated.Select(each => each * _fields.Unit)]),
            new("response_if_not", [.. untreated.Select(each => each * _fields.Unit)]), new("expected_gain", [.. effects.Select(effect => (effect * value) - cost)]),
            new("contact", [.. effects.Select(effect => effect * value > cost ? "yes" : "no")]),
        ];
        return new ScoredRows(columns, isRanking: true, options.Reasons == 0 ? null : Reasons(state, chosen, rows, options.Reasons));
    }

    private Learner Chosen(TaskState state)
    {
        if (_choice is not null)
            return _learners.All.MaxBy(learner => _choice.Verdict(state, _learners.All.IndexOf(learner)).Figure.Studentised);
        string named = Job.Options.Choice(LearnerKey);
        return _learners.All.Last(learner => named == Choose ? learner.Kind == LearnerKind.R : string.Equals(learner.Kind.ToString(), named, StringComparison.OrdinalIgnoreCase));
    }

    private UpliftFindings Findings(TaskState state)
    {
        bool isDone = IsPast(state, _curve);
        CurveState? curve = isDone ? _curve.Of(state) : null;
        return new UpliftFindings(Job, _fields.Unit, _trial.Of(state).Moments!, _trial.Estimate(state))
        {
            Inputs = [.. _fields.Plan(state).Columns.Select(column => column.Name)],
            Verdict = isDone ? _curve.Verdict(state) : null,
            Bins = curve?.Learners[0],
            Chosen = isDone ? Chosen(state) : null,
            Choice = isDone && _choice is not null ? [.. _learners.All.Select((learner, index) => (learner, _choice.Verdict(state, index)))] : [],
        };
    }

    // How far each field moves the effect from that on a typical customer.
    private IReadOnlyList<IReadOnlyList<Reason>> Reasons(TaskState state, Learner chosen, TrialRows rows, int most)
    {
        double[] moved = Array.ConvertAll(_learners.Of(chosen).Attributions(state, chosen.Kind, rows), each => each * _fields.Unit);
        return ReasonWords.Of(moved, rows.Table, _features.Columns, _features.Statistics(state), most);
    }
}
