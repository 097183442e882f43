using Federated.Learning.Linear;
using Federated.Learning.Losses;
using Federated.Tasks.Fitting;
using Federated.Tasks.Jobs;
using Federated.Tasks.Schema;
using Federated.Tasks.Stages;

namespace Federated.Tasks.TwoClass;

/// <summary>Logistic regression, fitted exactly.</summary>
internal sealed class ExactLogisticModel(JobSpec job, FeatureStages features) : ITwoClassModel
{
    private readonly NewtonStage _training = new(job, features);

    public IReadOnlyList<IStage> Training => [_training];

    public float[] Probabilities(TaskState state, LocalTable table)
    {
        LinearModel model = _training.Result(state);
        var scores = new float[table.RowCount];
        model.Predict(features.Plan(state).Encode(table), scores);
        foreach (ref float score in scores.AsSpan())
            score = (float)Logistic.Sigmoid(score);
        return scores;
    }
}
