using Federated.Learning.State;
using Federated.Tasks.Features;
using Federated.Tasks.Fitting;
using Federated.Tasks.Jobs;
using Federated.Tasks.Reports;
using Federated.Tasks.Schema;
using Federated.Tasks.Scores;
using Federated.Tasks.Stages;
using Federated.Tasks.Worth;

namespace Federated.Tasks.Value;

/// <summary>
/// What a customer will spend in the next period, the label being an amount of which many are 0. Two parts: a logistic regression of whether anything is spent
/// (exact, six to nine rounds of a Hessian's sums) and a ridge regression of the logarithm of what buyers spend (exact, one round), turned back into money by a
/// joint smearing factor (one round); one round measures errors, order and tenths on everybody's held-out rows, and one what each partner gains on its own. With p inputs a round sends (p+1)(p+2)/2 + p + 3
/// numbers a node.
/// </summary>
internal sealed class CustomerValueTask : StagedTask
{
    private readonly FeatureStages _features;
    private readonly TwoPartModel _model;
    private readonly AmountEvaluationStage _evaluation;
    private readonly WorthStage<TwoPartFit>? _worth;

    /// <exception cref="ArgumentException">The label accepts no amount above 0.</exception>
    public CustomerValueTask(JobSpec job)
        : base(job)
    {
        if (job.Contract.Label is not { Maximum: > 0 })
            throw new ArgumentException("The label of the contract accepts no amount above 0; raise its 'max'.", nameof(job));
        _features = new FeatureStages(job);
        _model = new TwoPartModel(job, _features);
        _evaluation = new AmountEvaluationStage(job, _model, _features.Rows);
        _worth = job.Evaluation.ValidationFraction > 0 ? new WorthStage<TwoPartFit>(_model.Partners(), _features.Rows) : null;
    }

    /// <summary>What a job may write, whatever its contract.</summary>
    public static TaskDeclaration Declaration { get; } = new()
    {
        Name = "value",
        Summary = "How much each customer will spend in the next period.",
        Labels = [LabelKind.Number],
        Models = [ModelKind.Linear],
    };

    protected override IEnumerable<IStage> Course() => [.. _features.Stages, .. _model.Stages, _evaluation, .. _worth is null ? [] : new IStage[] { _worth }];

    protected override TaskProgress Report(TaskState state, TaskProgress progress)
    {
        _worth?.Require(state);
        progress = progress with { Rows = _features.StatisticsOrNull(state)?.Rows ?? 0 };
        if (state.Parts.ContainsKey(_evaluation.Name))
            _model.Fitted(state);
        return IsPast(state, _evaluation) && _evaluation.Of(state).Result is { } quality
            ? progress with { Figures = [.. AmountReport.Figures(quality)], Headline = AmountReport.Headline(quality) }
            : progress;
    }

    protected override TaskReport Present(TaskState state, ModelSnapshot? memory, ITaskRows? rows)
    {
        TaskReport common = base.Present(state, memory, rows);
        if (!IsPast(state, _evaluation) || _evaluation.Of(state).Result is not { } quality)
            return common;
        TaskReport report = common with { Title = "What customers will spend in the next period", Sections = AmountSections.Of(quality, _evaluation.Own(state, rows)) };
        return _worth is null ? report : _worth.Before(report, state, MemoryOf(memory, _worth));
    }

    protected override ScoredRows Score(TaskState state, ModelSnapshot? memory, LocalTable table, ScoreOptions options)
    {
        FeaturePlan plan = _features.Plan(state);
        float[] encoded = plan.Encode(table);
        TwoPartFit fit = _worth is null ? _model.Fitted(state) : _worth.Chosen(state, MemoryOf(memory, _worth));
        (double Probability, double Amount)[] parts = fit.Parts(encoded);
        ScoreColumn[] columns =
        [
            new(ScoredRows.Score, [.. parts.Select(part => part.Probability * part.Amount)]),
            new("purchase_probability", [.. parts.Select(part => part.Probability)]),
            new("amount_if_purchase", [.. parts.Select(part => part.Amount)]),
        ];
        if (options.Reasons == 0)
            return new ScoredRows(columns, isRanking: true);
        var reasons = new ValueReasons(plan, _features.Statistics(state), fit.Purchase, fit.Amount);
        return new ScoredRows(columns, isRanking: true, [.. parts.Select((part, row) =>
            reasons.Of(table, row, encoded.AsSpan(row * plan.Width, plan.Width), part.Probability, options.Reasons))]);
    }
}
