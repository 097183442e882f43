using System.Runtime.CompilerServices;
using Federated.Computations;
using Federated.Computations.Boosting;
using Federated.Learning.State;
using Federated.Learning.Trees;
using Federated.Tasks.Schema;
using Federated.Tasks.Stages;

namespace Federated.Tasks.Forecast;

/// <summary>Boosted trees over all partners' series: a level of a tree a round.</summary>
internal sealed class TreeStage(ForecastContext context, TreeBinStage bins) : Stage<TreeState, ITreeSums>("trees")
{
    private readonly ConditionalWeakTable<ITaskRows, LocalTreeSums> _sums = [];

    private readonly FederatedBoosting _computation = new(new FederatedBoostingOptions
    {
        Objective = BoostingObjective.SquaredError,
        LargestLabel = 1,
        Trees = context.Job.Model.Trees,
        MaximumDepth = context.Job.Model.Depth,
        LearningRate = context.Job.Model.Shrinkage,
        Splits = new SplitOptions { MinimumRowsInLeaf = context.Job.Model.MinimumLeafRows },
    });

    public override int MostRounds => 1 + (_computation.Options.Trees * _computation.Options.MaximumDepth);

    /// <summary>The joint trees.</summary>
    /// <exception cref="TaskStateException">They are not grown yet.</exception>
    public IForecaster Forecaster(TaskState state)
    {
        TreesGrown grown = Of(state) as TreesGrown ?? throw new TaskStateException("The trees are not grown yet.");
        return new TreeForecaster(_computation.Model(grown), bins.Columns(state), bins.Plan(state));
    }

    protected override IComputation<TreeState, ITreeSums> Computation(TaskState state) => _computation;

    protected override TreeState Start(TaskState before) => new TreesWanted(bins.Mapper(before));

    protected override TreeState Read(ModelSnapshot part, TaskState state) => TreeStateSnapshot.Read(part, _computation);

    protected override ModelSnapshot Write(TreeState state) => TreeStateSnapshot.Write(state);

    // What is derived from the rows is kept with them, for as long as the node holds them.
    protected override ITreeSums Data(TaskState state, TaskData data) =>
        _sums.GetValue(data.Rows, rows => new LocalTreeSums([.. bins.Columns(state).Rows(context.Book(rows))]));
}
