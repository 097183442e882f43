using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.CompilerServices;
using Federated.Computations;
using Federated.Computations.Boosting;
using Federated.Learning.State;
using Federated.Learning.Trees;
using Federated.Tasks.Schema;
using Federated.Tasks.Stages;

namespace Federated.Tasks.Forecast;

/// <summary>Boosted trees over all partners' series, those for each trained cut in the same rounds: a level of a tree a round.</summary>
internal sealed class TreeStage : Stage<ImmutableArray<TreeState>, IReadOnlyList<ITreeSums>>
{
    private readonly ForecastContext _context;
    private readonly InputQuantileStage _bins;
    private readonly FederatedBoosting _boosting;
    private readonly ConditionalWeakTable<ITaskRows, IReadOnlyList<ITreeSums>> _sums = [];

    public TreeStage(ForecastContext context, InputQuantileStage bins)
        : base("trees")
    {
        (_context, _bins) = (context, bins);
        _boosting = new FederatedBoosting(new FederatedBoostingOptions
        {
            Objective = BoostingObjective.SquaredError,
            LargestLabel = 1,
            Trees = context.Job.Model.Trees,
            MaximumDepth = context.Job.Model.Depth,
            LearningRate = context.Job.Model.Shrinkage,
            Splits = new SplitOptions { MinimumRowsInLeaf = context.Job.Model.MinimumLeafRows },
        });
    }

    public override int MostRounds => 1 + (_boosting.Options.Trees * _boosting.Options.MaximumDepth);

    /// <summary>The joint trees.</summary>
    /// <exception cref="TaskStateException">They are not grown yet.</exception>
    public IForecaster Forecaster(TaskState state)
    {
        ImmutableArray<TreeState> trees = Of(state);
        return trees.All(each => each is TreesGrown)
            ? new TreeForecaster([.. trees.Select(each => _boosting.Model((TreesGrown)each))], _bins.Columns(state), _bins.Plan(state))
            : throw new TaskStateException("The trees are not grown yet.");
    }

    protected override IComputation<ImmutableArray<TreeState>, IReadOnlyList<ITreeSums>> Computation(TaskState state) => new ParallelBoosting(_bins.Plan(state).TrainedCuts.Select(_ => _boosting));

    protected override ImmutableArray<TreeState> Start(TaskState before)
    {
        var wanted = new TreesWanted(_bins.Mapper(before));
        return [.. _bins.Plan(before).TrainedCuts.Select(_ => wanted)];
    }

    protected override ImmutableArray<TreeState> Read(ModelSnapshot part, TaskState state)
    {
        ImmutableSortedDictionary<string, ModelSnapshot> parts = SnapshotParts.Split(part);
        int models = _bins.Plan(state).TrainedCuts.Length;
        return parts.Count == models
            ? [.. Enumerable.Range(0, models).Select(model => TreeStateSnapshot.Read(parts[NameOf(model)], _boosting))]
            : throw new ContributionException($"There are trees of {parts.Count} models instead of {models}; they belong to another job.");
    }

    protected override ModelSnapshot Write(ImmutableArray<TreeState> state) => SnapshotParts.Join(
        state.Select((model, index) => (model, index)).ToDictionary(pair => NameOf(pair.index), pair => TreeStateSnapshot.Write(pair.model)), ImmutableDictionary<string, string>.Empty);

    // What is derived from the rows is kept with them, for as long as the node holds them.
    protected override IReadOnlyList<ITreeSums> Data(TaskState state, TaskData data) => _sums.GetValue(data.Rows, rows =>
        [.. _bins.Plan(state).TrainedCuts.Select(cut => new LocalTreeSums([.. _bins.Columns(state).Rows(_context.Book(rows), cut)]))]);

    private static string NameOf(int model) => model.ToString(CultureInfo.InvariantCulture);
}
