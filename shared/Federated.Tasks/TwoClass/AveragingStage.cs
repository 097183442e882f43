using System.Buffers.Binary;
using System.Globalization;
using Federated.Computations;
using Federated.Computations.Averaging;
using Federated.Learning.Losses;
using Federated.Learning.Modules;
using Federated.Learning.State;
using Federated.Learning.Training;
using Federated.Tasks.Fitting;
using Federated.Tasks.Jobs;
using Federated.Tasks.Schema;
using Federated.Tasks.Stages;

namespace Federated.Tasks.TwoClass;

/// <summary>Training by averaging: each node trains the joint model on its own rows, and the coordinator averages the updates.</summary>
internal sealed class AveragingStage(JobSpec job, FeatureStages features) : Stage<AveragingState, AveragingData>("training")
{
    private const string Round = "round";

    public override int MostRounds => job.Training.Rounds;

    /// <summary>What the parameters belong to.</summary>
    public PerceptronArchitecture Architecture(TaskState state) => new()
    {
        InputSize = features.Plan(state).Width,
        HiddenSizes = job.Model.Hidden,
        Dropout = (float)job.Model.Dropout,
    };

    protected override IComputation<AveragingState, AveragingData> Computation(TaskState state) => new FederatedAveraging(Architecture(state), new BinaryCrossEntropy());

    protected override AveragingState Start(TaskState before) => State(Architecture(before).Create(InitialSeed()).Capture(), before, 0);

    protected override AveragingState Read(ModelSnapshot part, TaskState state)
    {
        if (!int.TryParse(part.Metadata.GetValueOrDefault(Round), NumberStyles.None, CultureInfo.InvariantCulture, out int round) || round > job.Training.Rounds)
            throw new TaskStateException($"The snapshot does not say that it is after 0 to {job.Training.Rounds} rounds of training.");
        var model = new ModelSnapshot(part.Tensors);
        if (model.Tensors.FirstOrDefault(tensor => !IsFinite(tensor)) is { } fault)
            throw new TaskStateException($"The snapshot's model tensor '{fault.Name}' does not hold finite 32-bit floats.");
        Architecture(state).Create(0).Restore(model);
        return State(model, state, round);
    }

    protected override ModelSnapshot Write(AveragingState state) =>
        new(state.Global.Tensors, new Dictionary<string, string> { [Round] = state.Round.ToString(CultureInfo.InvariantCulture) });

    protected override AveragingData Data(TaskState state, TaskData data) =>
        new(FeatureStages.Encode(features.Plan(state), features.Rows.Whole(data.Rows, RowPart.Training)), data.Seed);

    private AveragingState State(ModelSnapshot model, TaskState state, int round) => new(model, Options(), features.Statistics(state).Rows, round);

    private AveragingOptions Options() => new()
    {
        Rounds = job.Training.Rounds,
        ClipNorm = job.Training.ClipNorm,
        Bits = job.Quantisation.Bits,
        ServerLearningRate = job.Training.ServerLearningRate,
        Local = new TrainerOptions
        {
            Epochs = job.Training.LocalEpochs,
            BatchSize = job.Training.BatchSize,
            LearningRate = (float)job.Training.LearningRate,
            WeightDecay = (float)job.Training.WeightDecay,
        },
    };

    // Public and the same for everybody: the first parameters carry no information.
    private ulong InitialSeed() => BinaryPrimitives.ReadUInt64LittleEndian(job.Hash());

    private static bool IsFinite(NamedTensor tensor)
    {
        if (tensor is not SingleTensor single)
            return false;
        foreach (float value in single.Values)
        {
            if (!float.IsFinite(value))
                return false;
        }

        return true;
    }
}
