using System.Buffers.Binary;
using Federated.Computations;
using Federated.Computations.Descent;
using Federated.Learning.Factorization;
using Federated.Learning.Losses;
using Federated.Learning.Modules;
using Federated.Learning.State;
using Federated.Learning.Training;
using Federated.Tasks.Jobs;
using Federated.Tasks.Schema;
using Federated.Tasks.Stages;

namespace Federated.Tasks.Click;

/// <summary>A factorisation machine or DeepFM, trained by exact joint gradients; validation rows say when to stop.</summary>
internal sealed class FactorizationStage(ClickFeatures features, bool isDeep) : Stage<DescentState, IGradientSums>("training")
{
    private readonly JobSpec _job = features.Job;

    public override int MostRounds => _job.Options.WholeNumber(ClickFeatures.StepsKey);

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

    /// <summary>The sums of batches.</summary>
    public ModelGradients Sums(TaskState state, IEnumerable<LocalTable> training, IEnumerable<LocalTable> validation)
    {
        ClickEncoding encoding = features.Encoding(state);
        IEnumerable<LabelledRows> Encoded(IEnumerable<LocalTable> batches) => batches.Where(batch => batch.RowCount > 0)
            .Select(batch => new LabelledRows(encoding.Encode(batch), encoding.InputFields.Length, batch.Labels.ToArray()));
        return new ModelGradients(Architecture(state), new BinaryCrossEntropy(), Encoded(training), Encoded(validation));
    }

    /// <summary>The state before the first round, jointly or by a partner alone.</summary>
    public DescentState First(TaskState before) => new(Architecture(before).Create(InitialSeed()).Capture(), Options(before));

    protected override IComputation<DescentState, IGradientSums> Computation(TaskState state) => new FederatedDescent();

    protected override DescentState Start(TaskState before) => First(before);

    protected override DescentState Read(ModelSnapshot part, TaskState state) => DescentSnapshot.Read(part, Architecture(state), Options(state));

    protected override ModelSnapshot Write(DescentState state) => DescentSnapshot.Write(state);

    protected override IGradientSums Data(TaskState state, TaskData data) =>
        Sums(state, features.Rows.Batches(data.Rows, RowPart.Training), features.Rows.Batches(data.Rows, RowPart.Validation));

    private DescentOptions Options(TaskState state)
    {
        double weights = _job.Options.Number(ClickFeatures.PenaltyKey), factors = _job.Options.Number(ClickFeatures.FactorPenaltyKey);
        return new DescentOptions
        {
            Rounds = MostRounds,
            RowBound = features.Stages.RowBound(state),
            LearningRate = _job.Options.Number(ClickFeatures.LearningRateKey),
            Penalties = [new("token.weight", weights), new("dense.weight", weights), new("token.factor", factors), new("dense_factor.weight", factors), new("deep.", factors)],
        };
    }

    // Public and the same for everybody: the first parameters carry no information.
    private ulong InitialSeed() => BinaryPrimitives.ReadUInt64LittleEndian(_job.Hash());
}
