using Federated.Computations;
using Federated.Computations.FactorModels;
using Federated.Learning.Factorization;
using Federated.Learning.Kernels;
using Federated.Learning.State;
using Federated.Tasks.Stages;

namespace Federated.Tasks.Recommend;

/// <summary>Sums each round's gradients of the items.</summary>
internal sealed class FactorStage(RecommendationRows rows, int rounds, int rank) : Stage<FactorState, FactorData>("training")
{
    private const int Negatives = 12, Bits = 44;

    public override int MostRounds => rounds;

    /// <summary>The first state: public, and the same for everybody.</summary>
    public FactorState First(TaskState state) => FactorState.Start(Options(state), rows.Seed);

    /// <summary>A partner's customers.</summary>
    public FactorData Customers(TaskState state, Interactions own, NodeMemory memory, Workers? workers) =>
        new(TrainingHistories.Of(own, rows.Vocabulary(state).Count), [.. own.Training.Select(customer => customer.Key)], memory, workers);

    protected override IComputation<FactorState, FactorData> Computation(TaskState state) => new FederatedFactors();

    protected override FactorState Start(TaskState before) => First(before);

    protected override FactorState Read(ModelSnapshot part, TaskState state) => FactorSnapshot.Read(part, Options(state));

    protected override ModelSnapshot Write(FactorState state) => FactorSnapshot.Write(state);

    protected override FactorData Data(TaskState state, TaskData data) => Customers(state, rows.Read(state, data.Rows), data.Memory, data.Workers);

    private FactorOptions Options(TaskState state) => new()
    {
        Items = rows.Vocabulary(state).Count,
        Rounds = rounds,
        MostCustomers = rows.MostCustomers,
        SiteTaste = true,
        Bits = Bits,
        Factors = new SampledFactorOptions { Rank = rank, Negatives = Negatives, LearningRate = 0.2f, Penalty = 0.1f },
    };
}
