using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Federated.Computations;
using Federated.Computations.Boosting;
using Federated.Learning.State;
using Federated.Learning.Trees;
using Federated.Tasks.Stages;

namespace Federated.Tasks.Uplift;

/// <summary>Several ensembles of boosted trees, grown in the same rounds: a level of a tree of each a round.</summary>
/// <param name="name">Of the stage.</param>
/// <param name="ensembles">By name, with the bins that the state gives and a node's rows.</param>
internal sealed class TreesStage(string name, IReadOnlyList<TreesStage.Ensemble> ensembles) : Stage<ImmutableArray<TreeState>, IReadOnlyList<ITreeSums>>(name)
{
    private readonly ParallelBoosting _computation = new(ensembles.Select(ensemble => ensemble.Boosting));
    private readonly ConditionalWeakTable<TaskState, BoostedTrees[]> _models = [];

    // A state is asked many things; its trees are read once.
    private readonly ConditionalWeakTable<ModelSnapshot, TreeState[]> _read = [];

    public override int MostRounds => ensembles.Max(ensemble => 2 + (ensemble.Boosting.Options.Trees * ensemble.Boosting.Options.MaximumDepth));

    /// <summary>The grown ensembles, in their order.</summary>
    /// <exception cref="TaskStateException">They are not grown yet.</exception>
    public BoostedTrees[] Models(TaskState state) => _models.GetValue(state, known => [.. Of(known).Select((grown, index) => grown is TreesGrown done
        ? ensembles[index].Boosting.Model(done)
        : throw new TaskStateException($"The job has not grown the trees of '{Name}' yet."))]);

    protected override IComputation<ImmutableArray<TreeState>, IReadOnlyList<ITreeSums>> Computation(TaskState state) => _computation;

    protected override ImmutableArray<TreeState> Start(TaskState before) => [.. ensembles.Select(ensemble => new TreesWanted(ensemble.Bins(before)))];

    protected override ImmutableArray<TreeState> Read(ModelSnapshot part, TaskState state) => [.. _read.GetValue(part, written => ReadAll(written, state))];

    protected override ModelSnapshot Write(ImmutableArray<TreeState> state) =>
        SnapshotParts.Join(ensembles.Select((ensemble, index) => (ensemble.Name, State: state[index])).ToDictionary(each => each.Name, each => TreeStateSnapshot.Write(each.State), StringComparer.Ordinal), new Dictionary<string, string>());

    // Nothing is held between rounds: rows are read in batches, and routed through the trees so far.
    protected override IReadOnlyList<ITreeSums> Data(TaskState state, TaskData data) => [.. ensembles.Select(ensemble => new LocalTreeSums(ensemble.Rows(state, data), hold: false))];

    private TreeState[] ReadAll(ModelSnapshot part, TaskState state)
    {
        ImmutableSortedDictionary<string, ModelSnapshot> parts = SnapshotParts.Split(part);
        if (parts.Count != ensembles.Count || part.Metadata.Keys.Any(key => !key.Contains('/', StringComparison.Ordinal)))
            throw new FormatException($"it does not hold the {ensembles.Count} ensembles of the job");
        return [.. ensembles.Select(ensemble => TreeStateSnapshot.Read(parts[ensemble.Name], ensemble.Boosting) is var read && read.Mapper.HasSameBins(ensemble.Bins(state))
            ? read
            : throw new FormatException($"the bins of '{ensemble.Name}' are not those of the job"))];
    }

    /// <summary>One of the ensembles.</summary>
    /// <param name="Name">Its part of the state.</param>
    /// <param name="Boosting">How it is grown.</param>
    /// <param name="Bins">As the state says.</param>
    /// <param name="Rows">A node's rows.</param>
    public sealed record Ensemble(string Name, FederatedBoosting Boosting, Func<TaskState, BinMapper> Bins, Func<TaskState, TaskData, IEnumerable<TreeRows>> Rows);
}
