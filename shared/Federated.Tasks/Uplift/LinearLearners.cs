using System.Collections.Immutable;
using Federated.Computations.Regression;
using Federated.Computations.Uplift;
using Federated.Learning.Linear;
using Federated.Learning.Training;
using Federated.Learning.Uplift;
using Federated.Tasks.Features;
using Federated.Tasks.Jobs;
using Federated.Tasks.Schema;
using Federated.Tasks.Stages;

namespace Federated.Tasks.Uplift;

/// <summary>Learners from linear models, each from sums that equal those of the pooled rows: logistic regressions of a response of two classes, ridge regressions of a number and of imputed effects.</summary>
internal sealed class LinearLearners : IEffectLearners
{
    private readonly JobSpec _job;
    private readonly TrialFields _fields;
    private readonly TrialStage _trial;
    private readonly ILinearStage _treated, _untreated, _single;
    private readonly RidgeStage _imputedTreated, _imputedUntreated;

    public LinearLearners(JobSpec job, TrialFields fields, TrialStage trial)
    {
        (_job, _fields, _trial) = (job, fields, trial);
        _treated = Response("treated", 0, batch => batch.Arm(true)?.Rows);
        _untreated = Response("untreated", 0, batch => batch.Arm(false)?.Rows);
        _single = Response("single", 1, batch => batch.WithInteractions());
        _imputedTreated = new RidgeStage("imputed_treated", state => Ridge(state, 0, 2), (state, data) => _fields.Imputed(state, data, treated: true, Responses).Select(each => each.Batch.With(each.Targets)));
        _imputedUntreated = new RidgeStage("imputed_untreated", state => Ridge(state, 0, 2), (state, data) => _fields.Imputed(state, data, treated: false, Responses).Select(each => each.Batch.With(each.Targets)));
        Residual = new RidgeStage("residual", state => Ridge(state, 0, 2 / TrialFields.LeastShare), (state, data) => _fields.Residuals(state, data, Responses).Select(each => each.Batch.With(each.Targets, each.Weights)));
    }

    /// <inheritdoc/>
    public IReadOnlyList<IStage> Stages => [_treated, _untreated, _single, _imputedTreated, _imputedUntreated, Residual];

    /// <summary>The R-learner: the effect as a linear function of the features, with standard errors.</summary>
    public RidgeStage Residual { get; }

    /// <inheritdoc/>
    public double[] Effects(TaskState state, LearnerKind kind, TrialRows rows) =>
        Array.ConvertAll(Effect(state, kind).Effects(rows.Encoded.Span), effect => Math.Clamp(effect, -FederatedSpread.MostEffect, FederatedSpread.MostEffect));

    /// <inheritdoc/>
    public (double[] Treated, double[] Untreated) Responses(TaskState state, TrialRows rows) =>
        (Predicted(_treated.Model(state), rows.Encoded.Span), Predicted(_untreated.Model(state), rows.Encoded.Span));

    /// <summary>To first order: the effect's slope in each input times how far the input is from that of a typical customer.</summary>
    public double[] Attributions(TaskState state, LearnerKind kind, TrialRows rows)
    {
        EffectModel model = Effect(state, kind);
        FeaturePlan plan = _fields.Plan(state);
        IReadOnlyList<ContractField> fields = rows.Table.Contract.Features;
        int[] places = [.. plan.Columns.Select(column => fields.TakeWhile(field => field.Name != column.Formula.Field).Count())];
        var moved = new double[rows.Table.RowCount * fields.Count];
        for (int row = 0; row < rows.Table.RowCount; row++)
        {
            ReadOnlySpan<float> inputs = rows.Encoded.Span.Slice(row * plan.Width, plan.Width);
            double[] slopes = model.Slopes(inputs);
            for (int column = 0; column < slopes.Length; column++)
                moved[(row * fields.Count) + places[column]] += slopes[column] * (inputs[column] - plan.Columns[column].Typical);
        }

        return moved;
    }

    private EffectModel Effect(TaskState state, LearnerKind kind) => kind switch
    {
        LearnerKind.T => EffectModel.OfResponses(_treated.Model(state), _untreated.Model(state), _fields.IsShare),
        LearnerKind.S => Single(_single.Model(state)),
        LearnerKind.X => EffectModel.OfEffect(Mixed(_imputedUntreated.Model(state), _imputedTreated.Model(state), _trial.Of(state).Moments!.Share)),
        _ => EffectModel.OfEffect(Residual.Model(state)),
    };

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
                Penalty = _job.Model.Penalty,
                MaximumRounds = _job.Options.WholeNumber(UpliftTask.StepsKey),
            }, _job.Options.WholeNumber(UpliftTask.StepsKey), Rows)
            : new RidgeStage(name, state => Ridge(state, timesMore, 1), Rows);
    }

    private FederatedRidgeOptions Ridge(TaskState state, int timesMore, double targetBound) => new()
    {
        Columns = Width(state, timesMore),
        RowBound = _fields.RowBound(state),
        TargetBound = targetBound * 1.001,
        Penalty = _job.Model.Penalty,
    };

    private int Width(TaskState state, int timesMore) => _fields.Plan(state).Width is var width && timesMore == 0 ? width : (2 * width) + 1;

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
