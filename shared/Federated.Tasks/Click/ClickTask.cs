using System.Globalization;
using Federated.Computations.Evaluation;
using Federated.Computations.Fairness;
using Federated.Learning.State;
using Federated.Tasks.Classifiers;
using Federated.Tasks.Documents;
using Federated.Tasks.Fitting;
using Federated.Tasks.Jobs;
using Federated.Tasks.Reports;
using Federated.Tasks.Schema;
using Federated.Tasks.Scores;
using Federated.Tasks.Stages;
using Federated.Tasks.Strategy;
using Federated.Tasks.Worth;

namespace Federated.Tasks.Click;

/// <summary>
/// The chance that an event, such as an impression, is clicked or leads to a purchase. Texts are values of any number (a page, a search, a placement) and hashed;
/// categories and numbers are as in every task. The model is a logistic regression, fitted exactly, or a factorisation machine or DeepFM, trained by exact joint gradients; on validation rows
/// its chances are calibrated; rounds on held-out rows measure it, what it goes by, the rates of groups, and what it is worth to each partner.
/// </summary>
internal sealed class ClickTask : StagedTask, IGroupRates
{
    private const string LearnerKey = "learner", ImportanceKey = "importance", Logistic = "logistic", Machine = "factorization_machine", Deep = "deep_fm";

    private readonly FeatureStages _features;
    private readonly CalibrationStage? _calibration;
    private readonly ITwoClassModel _model;
    private readonly EvaluationStage _evaluation;
    private readonly ImportanceStage? _importance;
    private readonly RateStage? _rates;
    private readonly TwoClassPartners _partners;
    private readonly WorthStage<ITwoClassPredictor>? _worth;

    /// <exception cref="ArgumentException">A factorisation machine was asked for, and the contract has no text or category.</exception>
    public ClickTask(JobSpec job)
        : base(job)
    {
        _features = new FeatureStages(job);
        var features = new ClickFeatures(job, _features);
        string learner = job.Options.Choice(LearnerKey);
        if (learner != Logistic && !job.Contract.Features.Any(field => field.IsText || field.IsCategorical))
            throw new ArgumentException($"A {learner} learns from texts and categories, and no feature of the contract is one. Add a field, or choose 'learner: {Logistic}'.", nameof(job));
        ITwoClassModel raw = learner == Logistic ? new ClickRegression(features) : new ClickFactorization(features, learner == Deep);
        _calibration = job.Evaluation.ValidationFraction > 0 ? new CalibrationStage(raw, features) : null;
        _model = _calibration is null ? raw : new CalibratedModel(raw, _calibration);
        _evaluation = new EvaluationStage(_model, _features.Rows);
        _importance = job.Options.Truth(ImportanceKey) ? new ImportanceStage(job, _model, _features.Rows) : null;
        _rates = RateStage.FieldsOf(job).Length > 0 ? new RateStage(_model, features) : null;
        _partners = new TwoClassPartners(_model);
        _worth = job.Evaluation.ValidationFraction > 0 ? new WorthStage<ITwoClassPredictor>(_partners, _features.Rows) : null;
    }

    /// <summary>What a job may write, whatever its contract.</summary>
    public static TaskDeclaration Declaration { get; } = new()
    {
        Name = "click",
        Summary = "How likely an impression is clicked, or a visit leads to a purchase.",
        Labels = [LabelKind.TwoClasses],
        Rows = RowKind.Events,
        Options =
        [
            TaskOption.Choice(LearnerKey, "The model.", [Logistic, Machine, Deep], Logistic),
            TaskOption.WholeNumber(ClickFeatures.BucketBitsKey, "Values of texts are hashed into two to this power of buckets.", 8, 18, 14),
            TaskOption.Number(ClickFeatures.PenaltyKey, "Strength of the penalty on the weight of each value.", new NumberRange(0, 1e6, MinimumExcluded: true), 1),
            TaskOption.WholeNumber(ClickFeatures.StepsKey, "Most rounds of the training.", 1, 1000, 60),
            TaskOption.WholeNumber(ClickFeatures.FactorsKey, "Factors of a value in a factorisation machine.", 1, 64, 8),
            TaskOption.Number(ClickFeatures.FactorPenaltyKey, "Strength of the penalty on its factors, and on DeepFM's hidden layers.", new NumberRange(0, 1e6), 64),
            TaskOption.Number(ClickFeatures.LearningRateKey, "How far its parameters move in the first round; in the last one a tenth of it.", new NumberRange(0, 1, MinimumExcluded: true), 0.03),
            TaskOption.WholeNumber(ClickFeatures.HiddenKey, "Units of DeepFM's first hidden layer; the second has half as many.", 2, 512, 32),
            TaskOption.Names(RateStage.FieldsKey, "Categories by whose values rates are shown, besides the fields with role: group: channel, hour, region, creative."),
            TaskOption.Truth(ImportanceKey, "Whether one more round measures what the model goes by.", fallback: true),
        ],
    };

    /// <inheritdoc/>
    public IReadOnlyList<GroupRate> Rates(ModelSnapshot state) => _rates is not null && Read(state) is var read && IsPast(read, _rates)
        ? [.. _rates.Request.Attributes.Zip(_rates.Of(read).Result!.Value, (field, result) => field.Groups.Zip(result.Groups).Where(group => group.Second is { Rows: > 0 })
            .Select(group => new GroupRate(field.Name, group.First, group.Second!.Rows, Estimate.Of(new Share(group.Second.Positives, group.Second.Rows).Interval)))).SelectMany(rates => rates)]
        : [];

    protected override IEnumerable<IStage> Course() => [.. _features.Stages, .. _model.Training, _evaluation, .. new IStage?[] { _importance, _rates, _worth }.OfType<IStage>()];

    protected override TaskProgress Report(TaskState state, TaskProgress progress)
    {
        EvaluationResult? quality = Quality(state);
        progress = progress with { Rows = _features.StatisticsOrNull(state)?.Rows ?? 0, Evaluation = quality };
        return quality is null ? progress : progress with
        {
            Figures =
            [
                new TaskFigure("auc", "AUC", quality.AreaUnderCurve),
                new TaskFigure("log_loss", "log loss", quality.LogLoss),
                new TaskFigure("rate", "share of positives", ClickPresentation.RateOf(quality)),
                new TaskFigure("lift_at_tenth", "lift at 10 %", quality.LiftAtTenth),
                new TaskFigure("calibration_error", "mean gap of said and happened", ClickPresentation.CalibrationErrorOf(quality)),
                .. _calibration is not null ? CalibrationFigures(state) : [],
            ],
            Headline = string.Create(CultureInfo.InvariantCulture, $"AUC {quality.AreaUnderCurve:0.000}, log loss {quality.LogLoss:0.0000} on {quality.Rows} held-out events"),
        };
    }

    protected override TaskReport Present(TaskState state, ModelSnapshot? memory, ITaskRows? rows) => Quality(state) is { } quality
        ? new ClickPresentation(Job, quality)
        {
            Own = _worth is not null && MemoryOf(memory, _worth) is { } kept ? PartnerModel.Read(kept) : null,
            Means = _worth?.Means(state),
            Importance = _importance is not null && IsPast(state, _importance) ? (_importance.Fields(state), _importance.Of(state).Result!) : null,
            Rates = _rates is not null && IsPast(state, _rates) ? (_rates.Request, _rates.Of(state).Result!.Value) : null,
        }.Report()
        : base.Present(state, memory, rows);

    protected override ScoredRows Score(TaskState state, ModelSnapshot? memory, LocalTable table, ScoreOptions options) => Prepare(state, memory)(table, options);

    protected override RowScorer Prepare(TaskState state, ModelSnapshot? memory)
    {
        ITwoClassPredictor predictor = Predictor(state, memory);
        return (table, options) => new ScoredRows(
            [new ScoreColumn(ScoredRows.Score, [.. Probabilities.Of(predictor, table).Select(score => (double)score)])], isRanking: true,
            options.Reasons > 0 ? ClickReasons.Of(predictor.Attributions(table), table, options.Reasons) : null);
    }

    private EvaluationResult? Quality(TaskState state) => IsPast(state, _evaluation) ? ((EvaluationComputed)_evaluation.Of(state)).Result : null;

    private IEnumerable<TaskFigure> CalibrationFigures(TaskState state)
    {
        (double factor, double shift) = _calibration!.Result(state);
        return [new TaskFigure("calibration_factor", "factor on every logit", factor), new TaskFigure("calibration_shift", "shift of every logit", shift)];
    }

    private ITwoClassPredictor Predictor(TaskState state, ModelSnapshot? memory) => PartnerModel.Chosen(_partners, state, _worth is null ? null : MemoryOf(memory, _worth));
}
