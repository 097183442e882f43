using Federated.Computations.Evaluation;
using Federated.Computations.Statistics;
using Federated.Learning.State;
using Federated.Tasks.Classifiers;
using Federated.Tasks.Drift;
using Federated.Tasks.Fitting;
using Federated.Tasks.Jobs;
using Federated.Tasks.Reports;
using Federated.Tasks.Reports.Sections;
using Federated.Tasks.Schema;
using Federated.Tasks.Scores;
using Federated.Tasks.Stages;
using Federated.Tasks.Worth;

namespace Federated.Tasks.TwoClass;

/// <summary>
/// Propensity: the probability that a customer has the label's positive value. The features are fitted by joint statistics, the model is trained, and one round
/// measures it on everybody's held-out rows.
/// </summary>
internal sealed class TwoClassTask : StagedTask
{
    private readonly FeatureStages _features;
    private readonly ITwoClassModel _model;
    private readonly EvaluationStage _evaluation;
    private readonly ImportanceStage? _importance;
    private readonly FairnessStage? _fairness;
    private readonly DriftStage? _drift;
    private readonly DependenceStage? _dependence;
    private readonly TwoClassPartners _partners;
    private readonly WorthStage<ITwoClassPredictor>? _worth;

    /// <summary>What a job can train where no row may be read.</summary>
    public const string ModelsThatDatabasesScore = "train logistic with algorithm: exact, boosted_trees or random_forest";

    private const string Importance = "importance";
    private const string Effects = "effects";
    private const string Drift = "drift";

    public TwoClassTask(JobSpec job)
        : base(job)
    {
        _features = new FeatureStages(job);
        _model = job.Model.Kind switch
        {
            ModelKind.Logistic when job.Training.Algorithm == TrainingAlgorithm.Exact => new ExactLogisticModel(job, _features),
            ModelKind.BoostedTrees => new BoostedModel(job, _features),
            ModelKind.RandomForest => new ForestModel(job, _features),
            ModelKind.NaiveBayes => new BayesModel(job, _features),
            _ => new AveragedModel(job, _features),
        };
        _evaluation = new EvaluationStage(_model, _features.Rows);
        _importance = job.Options.Truth(Importance) ? new ImportanceStage(job, _model, _features.Rows) : null;
        _fairness = FairnessStage.FieldsOf(job).Length > 0 ? new FairnessStage(job, _model, _features) : null;
        _drift = job.Options.Truth(Drift) && job.Contract.Features.Any(field => !field.IsText) ? new DriftStage(job) : null;
        _dependence = _importance is not null && job.Options.WholeNumber(Effects) is > 0 and int count ? new DependenceStage(count, job, _model, _features, _importance, _drift) : null;
        _partners = new TwoClassPartners(_model);
        _worth = job.Evaluation.ValidationFraction > 0 ? new WorthStage<ITwoClassPredictor>(_partners, _features.Rows) : null;
    }

    /// <summary>A task of this kind.</summary>
    public static TaskDeclaration Declare(string name, string summary) => new()
    {
        Name = name,
        Summary = summary,
        Labels = [LabelKind.TwoClasses],
        Models = [ModelKind.Logistic, ModelKind.Mlp, ModelKind.BoostedTrees, ModelKind.RandomForest, ModelKind.NaiveBayes],
        Options =
        [
            TaskOption.Truth(Importance, "Whether one more round measures what the model goes by.", fallback: true),
            TaskOption.WholeNumber(Effects, "Of how many fields, those that matter most, one more round measures what their values do to the score; 0, or importance: false, for none.", minimum: 0, maximum: 12, fallback: 6),
            TaskOption.Truth(Drift, "Whether three more rounds count what the training rows look like, so that later rows can be held against them.", fallback: true),
            TaskOption.Names("fairness", "Categories whose groups are compared, besides the fields with role: group."),
        ],
    };

    protected override IEnumerable<IStage> Course() => [.. _features.Stages, .. _model.Training, _evaluation, .. new IStage?[] { _importance, _fairness, _drift, _dependence, _worth }.OfType<IStage>()];

    protected override TaskProgress Report(TaskState state, TaskProgress progress)
    {
        EvaluationResult? quality = IsPast(state, _evaluation) ? ((EvaluationComputed)_evaluation.Of(state)).Result : null;
        return progress with
        {
            Rows = _features.StatisticsOrNull(state)?.Rows ?? 0,
            Evaluation = quality,
            Figures = quality is null ? [] :
            [
                new TaskFigure("auc", "AUC", quality.AreaUnderCurve),
                new TaskFigure("log_loss", "log loss", quality.LogLoss),
                new TaskFigure("accuracy", "accuracy", quality.Accuracy),
                new TaskFigure("lift_at_tenth", "lift at 10 %", quality.LiftAtTenth),
            ],
            Headline = quality is null ? "" : FormattableString.Invariant($"AUC {quality.AreaUnderCurve:0.000} on {quality.Rows} held-out rows"),
        };
    }

    protected override ScoredRows Score(TaskState state, ModelSnapshot? memory, LocalTable table, ScoreOptions options) => Prepare(state, memory)(table, options);

    protected override RowScorer Prepare(TaskState state, ModelSnapshot? memory)
    {
        ITwoClassPredictor predictor = Predictor(state, memory);
        TableStatistics statistics = _features.Statistics(state);
        return (table, options) =>
        {
            double[] scores = [.. Probabilities.Of(predictor, table).Select(score => (double)score)];
            IReadOnlyList<IReadOnlyList<Reason>>? reasons = options.Reasons > 0 ? ReasonWords.Of(predictor.Attributions(table), table, _features.Columns, statistics, options.Reasons) : null;
            return new ScoredRows([new ScoreColumn(ScoredRows.Score, scores)], isRanking: true, reasons);
        };
    }

    protected override TaskReport Present(TaskState state, ModelSnapshot? memory, ITaskRows? rows)
    {
        PartnerModel? chosen = _worth is not null && MemoryOf(memory, _worth) is { } kept ? PartnerModel.Read(kept) : null;
        LocalTable? test = rows is null ? null : _features.Rows.Whole(rows, RowPart.Test);
        (LocalTable Rows, ITwoClassPredictor Predictor)? scored = test is { HasLabels: true } ? (test, Predictor(state, memory)) : null;
        return new TwoClassPresentation(Job, chosen, IsPast(state, _evaluation) ? ((EvaluationComputed)_evaluation.Of(state)).Result : null)
        {
            Means = _worth?.Means(state),
            Importance = _importance is not null && IsPast(state, _importance) ? (_importance.Fields(state), _importance.Of(state).Result!) : null,
            Fairness = _fairness is not null && IsPast(state, _fairness) ? (_fairness.Request(state), _fairness.Of(state).Result!.Value) : null,
            Gains = IsPast(state, _evaluation) ? GainsOf(_model.Joint(state)) : [],
            Effects = _dependence is not null && IsPast(state, _dependence)
                ? new FieldEffects(_dependence.Grids(state), _dependence.Of(state).Result!, scored is { } own ? _dependence.Own(state, own.Predictor, own.Rows) : null)
                : null,
            Test = scored,
        }.Report();
    }

    private static IReadOnlyList<FieldImportance> GainsOf(ITwoClassPredictor joint) => [.. joint.Gains.Select(gain => new FieldImportance(joint.InputFields[gain.Column], gain.Share))];

    private ITwoClassPredictor Predictor(TaskState state, ModelSnapshot? memory) => PartnerModel.Chosen(_partners, state, _worth is null ? null : MemoryOf(memory, _worth));
}
