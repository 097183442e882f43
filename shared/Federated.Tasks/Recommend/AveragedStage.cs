using Federated.Computations;
using Federated.Computations.Averaging;
using Federated.Computations.Recommendation;
using Federated.Learning.Factorization;
using Federated.Learning.Kernels;
using Federated.Learning.Modules;
using Federated.Learning.NextItem;
using Federated.Learning.Optimizers;
using Federated.Learning.Randomness;
using Federated.Learning.State;
using Federated.Learning.Training;
using Federated.Tasks.Jobs;
using Federated.Tasks.Stages;

namespace Federated.Tasks.Recommend;

/// <summary>Averages what each node's customers teach a model of the next item. What customers lacked is drawn anew in each round; where rows have no time, so is the order of a history.</summary>
internal sealed class AveragedStage(RecommendationRows rows, CountStage counts, NextItemKind kind, int rounds, int width, RobustSpec? robust) : Stage<AveragingState, AveragingData>("training")
{
    private const int Steps = 20, Negatives = 32;

    public override int MostRounds => rounds;

    /// <summary>What the parameters belong to.</summary>
    public NextItemArchitecture Architecture(TaskState state) => new() { Items = rows.Vocabulary(state).Count, Kind = kind, Width = width, Steps = Steps, Negatives = Negatives };

    /// <summary>The first state, with so many training rows.</summary>
    public AveragingState First(TaskState state, long total) => new(Architecture(state).Create(rows.Seed).Capture(), Options(), total);

    /// <summary>A round's training rows.</summary>
    /// <exception cref="ContributionException">No customer has two items.</exception>
    public AveragingData Draw(TaskState state, Interactions own, int round, ulong seed, Workers? workers)
    {
        NextItemArchitecture architecture = Architecture(state);
        ItemHistories histories = TrainingHistories.Of(own, architecture.Items);
        if (NextItemRows.Count(architecture, histories) == 0)
            throw new ContributionException("None of this partner's customers has two items in common: there is nothing that the next item could be learnt from. Nothing was sent.");
        LabelledRows drawn = NextItemRows.Draw(architecture, histories, SeededGenerator.Derive(seed, (ulong)round), isOrdered: rows.Fields.Time is not null);
        return new AveragingData(drawn, seed, Workers: workers);
    }

    protected override IComputation<AveragingState, AveragingData> Computation(TaskState state)
    {
        NextItemArchitecture architecture = Architecture(state);
        return new FederatedAveraging(architecture, architecture.Loss());
    }

    protected override AveragingState Start(TaskState before) => First(before, TotalRows(before));

    protected override AveragingState Read(ModelSnapshot part, TaskState state) => AveragingSnapshot.Read(part, Architecture(state), Options());

    protected override ModelSnapshot Write(AveragingState state) => AveragingSnapshot.Write(state);

    protected override AveragingData Data(TaskState state, TaskData data) => Draw(state, rows.Read(state, data.Rows), Of(state).Round, data.Seed, data.Workers);

    // A customer gives a sequence or so, or a row an item.
    private long TotalRows(TaskState state)
    {
        ItemCounts counted = counts.Counts(state);
        double total = kind == NextItemKind.TwoTower ? Enumerable.Range(0, counted.Items).Sum(counted.Of) : counted.Customers;
        return Math.Max(1, (long)total);
    }

    // Tables are wide: an update has the length of many small steps, and the bits of a coordinate follow from that. A step moves the rows that it read.
    private AveragingOptions Options() => new()
    {
        Rounds = rounds,
        ClipNorm = robust?.Norm ?? 100,
        EqualWeights = robust is { IsGrouped: false },
        Bits = 24,
        Local = new TrainerOptions { Epochs = 1, BatchSize = 64, Optimizer = new AdamOptions { LearningRate = kind == NextItemKind.Attention ? 0.005f : 0.01f, RowSparse = true } },
    };
}
