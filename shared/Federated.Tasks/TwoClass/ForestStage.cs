using Federated.Computations;
using Federated.Computations.Boosting;
using Federated.Learning.State;
using Federated.Learning.Trees;
using Federated.Tasks.Fitting;
using Federated.Tasks.Jobs;
using Federated.Tasks.Stages;

namespace Federated.Tasks.TwoClass;

/// <summary>A random forest: a level of ten trees a round.</summary>
internal sealed class ForestStage(JobSpec job, TreeBins bins, RawTable raw, PartRows rows) : TreeStage(bins, raw, rows)
{
    private readonly FederatedForest _computation =
        new(new FederatedForestOptions { Trees = job.Model.Trees, MaximumDepth = job.Model.Depth, MinimumRowsInLeaf = job.Model.MinimumLeafRows });

    public override int MostRounds
    {
        get
        {
            FederatedForestOptions options = _computation.Options;
            return 1 + ((options.Trees + options.TreesAtATime - 1) / options.TreesAtATime * options.MaximumDepth);
        }
    }

    /// <summary>The joint forest.</summary>
    /// <exception cref="TaskStateException">It is not grown yet.</exception>
    public BaggedTrees Result(TaskState state) => _computation.Model(Grown(state));

    protected override IComputation<TreeState, ITreeSums> Computation(TaskState state) => _computation;

    protected override TreeState Read(ModelSnapshot part, TaskState state) => TreeStateSnapshot.Read(part, _computation);
}
