using Federated.Learning.Losses;
using Federated.Learning.Modules;
using Federated.Learning.Training;
using Federated.Tasks.Fitting;
using Federated.Tasks.Jobs;
using Federated.Tasks.Schema;
using Federated.Tasks.Stages;

namespace Federated.Tasks.TwoClass;

/// <summary>A perceptron (or, without hidden layers, logistic regression), trained by averaging.</summary>
internal sealed class AveragedModel(JobSpec job, FeatureStages features) : ITwoClassModel
{
    private readonly AveragingStage _training = new(job, features);

    public IReadOnlyList<IStage> Training => [_training];

    public float[] Probabilities(TaskState state, LocalTable table)
    {
        IModel model = _training.Architecture(state).Create(0);
        model.Restore(_training.Of(state).Global);
        float[] scores = Predictor.Logits(model, features.Plan(state).Encode(table));
        foreach (ref float score in scores.AsSpan())
            score = (float)Logistic.Sigmoid(score);
        return scores;
    }
}
