using Federated.Computations;
using Federated.Computations.Averaging;
using Federated.Learning.Losses;
using Federated.Learning.Modules;
using Federated.Learning.State;
using Federated.Tasks.Fitting;
using Federated.Tasks.Jobs;
using Federated.Tasks.Schema;
using Federated.Tasks.Stages;

namespace Federated.Tasks.TwoClass;

/// <summary>Training by averaging: each node trains the joint model on its own rows, and the coordinator averages the updates.</summary>
internal sealed class AveragingStage(JobSpec job, FeatureStages features) : Stage<AveragingState, AveragingData>("training")
{
    public override string? InsteadOfRows => TwoClassTask.ModelsThatDatabasesScore;

    public override bool MayEndEarly => true;

    public override int MostRounds => job.Training.Rounds;

    /// <summary>What the parameters belong to.</summary>
    public PerceptronArchitecture Architecture(TaskState state) => new()
    {
        InputSize = features.Plan(state).Width,
        HiddenSizes = job.Model.Hidden,
        Dropout = (float)job.Model.Dropout,
        BatchNorm = job.Model.BatchNorm,
    };

    protected override IComputation<AveragingState, AveragingData> Computation(TaskState state) => new FederatedAveraging(Architecture(state), new BinaryCrossEntropy());

    protected override AveragingState Start(TaskState before) => new(Architecture(before).Create(AveragingSettings.SeedOf(job)).Capture(), Options(), features.Statistics(before).Rows);

    protected override AveragingState Read(ModelSnapshot part, TaskState state) => AveragingSnapshot.Read(part, Architecture(state), Options());

    protected override ModelSnapshot Write(AveragingState state) => AveragingSnapshot.Write(state);

    protected override AveragingData Data(TaskState state, TaskData data) =>
        new(FeatureStages.Encode(features.Plan(state), features.Rows.Whole(data.Rows, RowPart.Training)), data.Seed, data.Memory);

    private AveragingOptions Options() => AveragingSettings.Of(job, job.Training.Rounds) with { LocalNormalization = job.Model.BatchNorm };
}
