using Federated.Computations;
using Federated.Computations.Regression;
using Federated.Learning.Linear;
using Federated.Learning.State;
using Federated.Learning.Training;
using Federated.Tasks.Classifiers;
using Federated.Tasks.Schema;
using Federated.Tasks.Stages;

namespace Federated.Tasks.Click;

/// <summary>
/// Chances that come true (Platt 1999): on everybody's validation rows, which trained nothing, the logit is regressed on the label, exactly, by sums of the same Newton
/// steps as any logistic regression. Two numbers come out: a factor and a shift of every logit.
/// </summary>
internal sealed class CalibrationStage(ITwoClassModel model, ClickFeatures features) : Stage<LogisticState, INewtonSums>("calibration")
{
    /// <summary>A logit further out than this is taken for this.</summary>
    public const float Limit = 15;

    private const int Rounds = 25;

    public override string? InsteadOfRows => "set validation_fraction: 0 under evaluation:";

    public override int MostRounds => Rounds;

    /// <summary>Factor and shift of the logits; 1 and 0 where the fit turned the order of the scores round, as it can on few rows.</summary>
    public (double Factor, double Shift) Result(TaskState state)
    {
        LinearModel fitted = Of(state) switch
        {
            LogisticFitted done => done.Fit.Model,
            LogisticDescending { Coefficients: var coefficients } => new LinearModel(coefficients[..^1], coefficients[^1]),
            _ => throw new TaskStateException("The model is not calibrated yet."),
        };
        return fitted.Weights[0] > 0 ? (fitted.Weights[0], fitted.Intercept) : (1, 0);
    }

    protected override IComputation<LogisticState, INewtonSums> Computation(TaskState state) => new FederatedLogistic();

    protected override LogisticState Start(TaskState before) => new LogisticDescending(Options(before));

    protected override LogisticState Read(ModelSnapshot part, TaskState state) => LogisticSnapshot.Read(part, Options(state));

    protected override ModelSnapshot Write(LogisticState state) => LogisticSnapshot.Write(state);

    protected override INewtonSums Data(TaskState state, TaskData data)
    {
        ITwoClassPredictor predictor = model.Joint(state);
        return new LabelledBatches(1, features.Rows.Batches(data.Rows, RowPart.Validation).Where(batch => batch.RowCount > 0)
            .Select(batch => new LabelledRows(predictor.Logits(batch).Select(logit => Math.Clamp(logit, -Limit, Limit)).ToArray(), 1, batch.Labels.ToArray())));
    }

    // A little penalty, so that rows of one class have a fit too.
    private FederatedLogisticOptions Options(TaskState state) => new()
    {
        Columns = 1,
        RowBound = features.Stages.RowBound(state),
        FeatureBound = Limit,
        Penalty = 0.1,
        MaximumRounds = Rounds,
    };
}
