using Federated.Computations;
using Federated.Computations.Averaging;
using Federated.Computations.Personalisation;
using Federated.Learning.Losses;
using Federated.Learning.Modules;
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

/// <summary>
/// A perceptron (or, without hidden layers, logistic regression), trained by averaging. A partner's own models: one of its rows alone, a last layer of its own,
/// fine-tuning, and Ditto. Where normalisations stay on their node (FedBN), the joint model on a node is the shared parameters with the node's own normalisations, from its memory of
/// the training; on a node that took no part, and on the coordinator, with the initial ones.
/// </summary>
internal sealed class AveragedModel(JobSpec job, FeatureStages features) : ITwoClassModel
{
    private readonly AveragingStage _training = new(job, features);

    public IReadOnlyList<IStage> Training => [_training];

    public string? InsteadOfRows => TwoClassTask.ModelsThatDatabasesScore;

    public ITwoClassPredictor Joint(TaskState state) => Network(state, Parameters(state));

    public ITwoClassPredictor Own(TaskState state, ModelSnapshot own) => Network(state, own);

    public IReadOnlyList<OwnModel> Train(TaskState state, LocalTable training, LocalTable validation, ulong seed)
    {
        FeaturePlan plan = features.Plan(state);
        var rows = new PersonalRows(FeatureStages.Encode(plan, training), FeatureStages.Encode(plan, validation));
        var setting = new PersonalSetting(_training.Architecture(state), new BinaryCrossEntropy(), Parameters(state), rows);
        PersonalOptions standard = new();
        PersonalResult result = PersonalNetwork.Fit(setting, standard with
        {
            Training = standard.Training with { BatchSize = job.Training.BatchSize, LearningRate = (float)job.Training.LearningRate, WeightDecay = (float)job.Training.WeightDecay },
        }, seed);
        return [.. result.Models.Values.Where(model => model.Own is not null && model.JointShare == 0).OrderByDescending(model => model.Kind)
            .Select(model => new OwnModel(model.Kind, model.JointShare, model.Own))];
    }

    private ModelSnapshot Parameters(TaskState state)
    {
        try
        {
            return FederatedAveraging.ModelOf(_training.Of(state), new NodeMemory { Current = RobustMemory.OwnOf(state.Memory.GetValueOrDefault(_training.Name)) });
        }
        catch (ContributionException fault)
        {
            throw new TaskStateException($"What this node kept of the job's training cannot be used: {fault.Message}", fault);
        }
    }

    private NetworkPredictor Network(TaskState state, ModelSnapshot parameters)
    {
        PerceptronArchitecture architecture = _training.Architecture(state);
        return new NetworkPredictor(features.Plan(state), () => architecture.Create(0, parameters));
    }
}
