using System.Collections.Immutable;
using Federated.Computations.Personalisation;
using Federated.Learning.Linear;
using Federated.Learning.State;
using Federated.Learning.Training;
using Federated.Tasks.Classifiers;
using Federated.Tasks.Features;
using Federated.Tasks.Fitting;
using Federated.Tasks.Jobs;
using Federated.Tasks.Schema;
using Federated.Tasks.Stages;
using Federated.Tasks.Worth;

namespace Federated.Tasks.TwoClass;

/// <summary>Logistic regression, fitted exactly. A partner's own models: the same regression of its rows alone, and one pulled towards the joint coefficients (Ditto), exactly too.</summary>
internal sealed class ExactLogisticModel(JobSpec job, FeatureStages features) : ITwoClassModel
{
    private readonly NewtonStage _training = new(job, features);

    public IReadOnlyList<IStage> Training => [_training];

    public string? InsteadOfRows => null;

    public ITwoClassPredictor Joint(TaskState state) => new LinearPredictor(features.Plan(state), _training.Result(state));

    public ITwoClassPredictor Own(TaskState state, ModelSnapshot own)
    {
        FeaturePlan plan = features.Plan(state);
        LinearModel model = LinearModel.FromSnapshot(own);
        return model.Weights.Length == plan.Width
            ? new LinearPredictor(plan, model)
            : throw new TaskStateException($"This partner's own model has {model.Weights.Length} weights; the job's features are {plan.Width}. Take part in the job again.");
    }

    public IReadOnlyList<OwnModel> Train(TaskState state, LocalTable training, LocalTable validation, ulong seed)
    {
        FeaturePlan plan = features.Plan(state);
        LabelledRows rows = FeatureStages.Encode(plan, training);
        LinearModel local = LogisticRegression.Fit(rows.Features.Span, rows.Labels.Span, plan.Width, new LogisticOptions { Penalty = job.Model.Penalty });
        LinearModel joint = _training.Result(state);
        var pulled = new PulledRegression(RegressionFamily.Logistic, [.. joint.Weights, joint.Intercept]);
        double penalty = PenaltyChoice.Choose(pulled, new PersonalRows(rows, FeatureStages.Encode(plan, validation)), seed);
        ImmutableArray<double> coefficients = pulled.Fit(rows, penalty);
        return
        [
            new OwnModel(PersonalKind.Local, 0, local.ToSnapshot()),
            new OwnModel(PersonalKind.Ditto, 0, new LinearModel(coefficients[..^1], coefficients[^1]).ToSnapshot()),
        ];
    }
}
