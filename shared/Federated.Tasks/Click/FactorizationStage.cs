using System.Buffers.Binary;
using Federated.Computations;
using Federated.Computations.Averaging;
using Federated.Learning.Factorization;
using Federated.Learning.Losses;
using Federated.Learning.Modules;
using Federated.Learning.State;
using Federated.Learning.Training;
using Federated.Tasks.Jobs;
using Federated.Tasks.Schema;
using Federated.Tasks.Stages;

namespace Federated.Tasks.Click;

/// <summary>A factorisation machine or DeepFM, trained by averaging.</summary>
internal sealed class FactorizationStage(ClickFeatures features, bool isDeep) : Stage<AveragingState, AveragingData>("training")
{
    private readonly JobSpec _job = features.Job;

    public override bool MayEndEarly => true;

    public override int MostRounds => _job.Training.Rounds;

    /// <summary>What the parameters belong to.</summary>
    public FactorizationArchitecture Architecture(TaskState state)
    {
        ClickEncoding encoding = features.Encoding(state);
        int hidden = _job.Options.WholeNumber(ClickFeatures.HiddenKey);
        return new FactorizationArchitecture
        {
            Numbers = encoding.Numbers,
            Fields = encoding.Fields,
            Tokens = encoding.Tokens,
            Rank = _job.Options.WholeNumber(ClickFeatures.FactorsKey),
            Hidden = isDeep ? [hidden, Math.Max(1, hidden / 2)] : [],
        };
    }

    /// <summary>How the model is trained, jointly or by a partner alone.</summary>
    public AveragingOptions Options()
    {
        TrainingSpec training = _job.Training;
        return new AveragingOptions
        {
            Rounds = training.Rounds,
            ClipNorm = training.ClipNorm,
            Bits = _job.Quantisation.Bits,
            ServerLearningRate = training.ServerLearningRate,
            Local = new TrainerOptions
            {
                Epochs = training.LocalEpochs,
                BatchSize = training.BatchSize,
                LearningRate = (float)training.LearningRate,
                WeightDecay = (float)training.WeightDecay,
            },
        };
    }

    /// <summary>The state before the first round over so many rows.</summary>
    public AveragingState Start(TaskState before, long rows) => new(Architecture(before).Create(InitialSeed()).Capture(), Options(), rows);

    /// <summary>Encoded rows with their labels.</summary>
    public static LabelledRows Rows(ClickEncoding encoding, LocalTable table) => new(encoding.Encode(table), encoding.InputFields.Length, table.Labels.ToArray());

    protected override IComputation<AveragingState, AveragingData> Computation(TaskState state) => new FederatedAveraging(Architecture(state), new BinaryCrossEntropy());

    protected override AveragingState Start(TaskState before) => Start(before, features.Stages.Statistics(before).Rows);

    protected override AveragingState Read(ModelSnapshot part, TaskState state) => AveragingSnapshot.Read(part, Architecture(state), Options());

    protected override ModelSnapshot Write(AveragingState state) => AveragingSnapshot.Write(state);

    protected override AveragingData Data(TaskState state, TaskData data) =>
        new(Rows(features.Encoding(state), features.Rows.Whole(data.Rows, RowPart.Training)), data.Seed, data.Memory);

    // Public and the same for everybody: the first parameters carry no information.
    private ulong InitialSeed() => BinaryPrimitives.ReadUInt64LittleEndian(_job.Hash());
}
