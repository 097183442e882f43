using Federated.Computations.Personalisation;
using Federated.Learning.Losses;
using Federated.Learning.Modules;
using Federated.Learning.State;
using Federated.Learning.Training;
using Federated.Tasks.Features;
using Federated.Tasks.Fitting;
using Federated.Tasks.Jobs;
using Federated.Tasks.Schema;
using Federated.Tasks.Stages;
using Federated.Tasks.Worth;

namespace Federated.Tasks.TwoClass;

/// <summary>
/// A perceptron (or, without hidden layers, logistic regression), trained by averaging. A partner's own models: one of its rows alone, a last layer of its own,
/// fine-tuning, and Ditto. Where normalisations stay on their node, the joint model has initial ones on every node that scores without its memory.
/// </summary>
internal sealed class AveragedModel(JobSpec job, FeatureStages features) : ITwoClassModel
{
    private readonly AveragingStage _training = new(job, features);

    public IReadOnlyList<IStage> Training => [_training];

    public ITwoClassPredictor Joint(TaskState state) => Network(state, _training.Of(state).Global);

    public ITwoClassPredictor Own(TaskState state, ModelSnapshot own) => Network(state, own);

    public IReadOnlyList<OwnModel> Train(TaskState state, LocalTable training, LocalTable validation, ulong seed)
    {
        FeaturePlan plan = features.Plan(state);
        var rows = new PersonalRows(FeatureStages.Encode(plan, training), FeatureStages.Encode(plan, validation));
        var setting = new PersonalSetting(_training.Architecture(state), new BinaryCrossEntropy(), _training.Of(state).Global, rows);
        PersonalOptions standard = new();
        PersonalResult result = PersonalNetwork.Fit(setting, standard with
        {
            Training = standard.Training with { BatchSize = job.Training.BatchSize, LearningRate = (float)job.Training.LearningRate, WeightDecay = (float)job.Training.WeightDecay },
        }, seed);
        return [.. result.Models.Values.Where(model => model.Own is not null && model.JointShare == 0).OrderByDescending(model => model.Kind)
            .Select(model => new OwnModel(model.Kind, model.JointShare, model.Own))];
    }

    private NetworkPredictor Network(TaskState state, ModelSnapshot parameters)
    {
        IModel model = _training.Architecture(state).Create(0);
        model.Restore(parameters);
        return new NetworkPredictor(features.Plan(state), model);
    }
}
