using System.Collections.Immutable;
using Federated.Computations.Regression;
using Federated.Computations.Uplift;
using Federated.Learning.Linear;
using Federated.Learning.Training;
using Federated.Learning.Uplift;
using Federated.Tasks.Jobs;
using Federated.Tasks.Schema;
using Federated.Tasks.Stages;

namespace Federated.Tasks.Uplift;

/// <summary>
/// The four learners of an effect, each from sums that equal those of the pooled rows: logistic regressions of a response of two classes, ridge regressions of a number and of
/// imputed effects. A response is in shares of its largest, so within ±1, and so is what a model says of it once clipped.
/// </summary>
internal sealed class EffectLearners
{
    private const double LeastShare = 0.01;

    private readonly JobSpec _job;
    private readonly TrialFields _fields;
    private readonly TrialStage _trial;
    private readonly ILinearStage _treated, _untreated, _single;
    private readonly RidgeStage _imputedTreated, _imputedUntreated;

    public EffectLearners(JobSpec job, TrialFields fields, TrialStage trial)
    {
        (_job, _fields, _trial) = (job, fields, trial);
        _treated = Response("treated", 0, batch => batch.Arm(true));
        _untreated = Response("untreated", 0, batch => batch.Arm(false));
        _single = Response("single", 1, batch => batch.WithInteractions());
        _imputedTreated = new RidgeStage("imputed_treated", state => Ridge(state, 0, 2), (state, data) => Imputed(state, data, treated: true));
        _imputedUntreated = new RidgeStage("imputed_untreated", state => Ridge(state, 0, 2), (state, data) => Imputed(state, data, treated: false));
        Residual = new RidgeStage("residual", state => Ridge(state, 0, 2 / LeastShare), Residuals);
    }

    /// <summary>The joint training.</summary>
    public IReadOnlyList<ILinearStage> Stages => [_treated, _untreated, _single, _imputedTreated, _imputedUntreated, Residual];

    /// <summary>The R-learner: the effect as a linear function of the features, with standard errors.</summary>
    public RidgeStage Residual { get; }

    /// <summary>A learner's model of the effect.</summary>
    /// <exception cref="TaskStateException">It is not fitted yet.</exception>
    public EffectModel Effect(TaskState state, LearnerKind kind) => kind switch
    {
        LearnerKind.T => EffectModel.OfResponses(_treated.Model(state), _untreated.Model(state), _fields.IsShare),
        LearnerKind.S => Single(_single.Model(state)),
        LearnerKind.X => EffectModel.OfEffect(Mixed(_imputedUntreated.Model(state), _imputedTreated.Model(state), _trial.Of(state).Moments!.Share)),
        _ => EffectModel.OfEffect(Residual.Model(state)),
    };

    /// <summary>A learner's effect on each encoded row, within ±2.</summary>
    public double[] Effects(TaskState state, LearnerKind kind, ReadOnlySpan<float> rows) =>
        Array.ConvertAll(Effect(state, kind).Effects(rows), effect => Math.Clamp(effect, -FederatedSpread.MostEffect, FederatedSpread.MostEffect));

    /// <summary>What is expected of each row when it is contacted, and when it is not.</summary>
    public (double[] Treated, double[] Untreated) Responses(TaskState state, ReadOnlySpan<float> rows) => (Predicted(_treated.Model(state), rows), Predicted(_untreated.Model(state), rows));

    private double[] Predicted(LinearModel model, ReadOnlySpan<float> rows)
    {
        var values = new float[rows.Length / model.Weights.Length];
        model.Predict(rows, values);
        return Array.ConvertAll(values, value => _fields.IsShare ? 1 / (1 + Math.Exp(-value)) : Math.Clamp(value, -1.0, 1));
    }

    private ILinearStage Response(string name, int timesMore, Func<TrialBatch, LabelledRows?> rows)
    {
        IEnumerable<LabelledRows> Rows(TaskState state, TaskData data) => _fields.Batches(state, data, RowPart.Training).Select(rows).OfType<LabelledRows>();
        return _fields.IsShare
            ? new LogisticStage(name, state => new FederatedLogisticOptions
            {
                Columns = Width(state, timesMore),
                RowBound = _fields.RowBound(state),
                Penalty = _job.Options.Number(UpliftTask.PenaltyKey),
                MaximumRounds = _job.Options.WholeNumber(UpliftTask.StepsKey),
            }, _job.Options.WholeNumber(UpliftTask.StepsKey), Rows)
            : new RidgeStage(name, state => Ridge(state, timesMore, 1), Rows);
    }

    private FederatedRidgeOptions Ridge(TaskState state, int timesMore, double targetBound) => new()
    {
        Columns = Width(state, timesMore),
        RowBound = _fields.RowBound(state),
        TargetBound = targetBound * 1.001,
        Penalty = _job.Options.Number(UpliftTask.PenaltyKey),
    };

    private int Width(TaskState state, int timesMore) => _fields.Plan(state).Width is var width && timesMore == 0 ? width : (2 * width) + 1;

    private IEnumerable<LabelledRows> Imputed(TaskState state, TaskData data, bool treated)
    {
        LinearModel other = (treated ? _untreated : _treated).Model(state);
        foreach (LabelledRows rows in _fields.Batches(state, data, RowPart.Training).Select(batch => batch.Arm(treated)).OfType<LabelledRows>())
        {
            double[] expected = Predicted(other, rows.Features.Span);
            float[] labels = rows.Labels.ToArray();
            yield return TrialBatch.With(rows, [.. labels.Select((label, row) => (float)(treated ? label - expected[row] : expected[row] - label))]);
        }
    }

    // The share that a node contacted is its own: it stays there.
    private IEnumerable<LabelledRows> Residuals(TaskState state, TaskData data)
    {
        bool[] contacts = [.. _fields.Batches(state, data, RowPart.Training).SelectMany(batch => batch.Treated)];
        double share = contacts.Length == 0 ? 0 : (double)contacts.Count(each => each) / contacts.Length;
        if (share is < LeastShare or > 1 - LeastShare)
            yield break;
        foreach (TrialBatch batch in _fields.Batches(state, data, RowPart.Training))
        {
            (double[] treated, double[] untreated) = Responses(state, batch.Rows.Features.Span);
            double[] left = [.. batch.Treated.Select(each => (each ? 1 : 0) - share)];
            float[] labels = batch.Rows.Labels.ToArray();
            yield return TrialBatch.With(
                batch.Rows,
                [.. labels.Select((label, row) => (float)((label - (share * treated[row]) - ((1 - share) * untreated[row])) / left[row]))],
                Array.ConvertAll(left, each => (float)(each * each)));
        }
    }

    private EffectModel Single(LinearModel model)
    {
        int width = (model.Weights.Length - 1) / 2;
        ImmutableArray<double> plain = model.Weights[..width], more = model.Weights[(width + 1)..];
        return EffectModel.OfResponses(
            new LinearModel([.. plain.Zip(more, (weight, extra) => weight + extra)], model.Intercept + model.Weights[width]), new LinearModel(plain, model.Intercept), _fields.IsShare);
    }

    private static LinearModel Mixed(LinearModel first, LinearModel second, double share) => new(
        [.. first.Weights.Zip(second.Weights, (of, other) => (share * of) + ((1 - share) * other))], (share * first.Intercept) + ((1 - share) * second.Intercept));
}
