using Federated.Computations.Evaluation;
using Federated.Learning.State;
using Federated.Tasks.Fitting;
using Federated.Tasks.Jobs;
using Federated.Tasks.Schema;
using Federated.Tasks.Scores;
using Federated.Tasks.Stages;

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
    }

    protected override IEnumerable<IStage> Course() => [.. _features.Stages, .. _model.Training, _evaluation];

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

    protected override ScoredRows Score(TaskState state, ModelSnapshot? memory, LocalTable table, ScoreOptions options)
    {
        float[] scores = _model.Probabilities(state, table);
        return new ScoredRows([new ScoreColumn(ScoredRows.Score, [.. scores.Select(score => (double)score)])], isRanking: true);
    }
}
