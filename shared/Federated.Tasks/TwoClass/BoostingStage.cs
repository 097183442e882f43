using Federated.Computations;
using Federated.Computations.Boosting;
using Federated.Learning.State;
using Federated.Learning.Trees;
using Federated.Tasks.Fitting;
using Federated.Tasks.Jobs;
using Federated.Tasks.Stages;

namespace Federated.Tasks.TwoClass;

/// <summary>Boosted trees: a level of a tree a round.</summary>
internal sealed class BoostingStage(JobSpec job, TreeBins bins, RawTable raw, PartRows rows) : TreeStage(bins, raw, rows)
{
    private readonly FederatedBoosting _computation = new(new FederatedBoostingOptions
    {
        Trees = job.Model.Trees,
        MaximumDepth = job.Model.Depth,
        LearningRate = job.Model.Shrinkage,
        Splits = new SplitOptions { MinimumRowsInLeaf = job.Model.MinimumLeafRows },
    });

    public override int MostRounds => 1 + (_computation.Options.Trees * _computation.Options.MaximumDepth);

    /// <summary>The joint trees.</summary>
    /// <exception cref="TaskStateException">They are not grown yet.</exception>
    public BoostedTrees Result(TaskState state) => _computation.Model(Grown(state));

    protected override IComputation<TreeState, ITreeSums> Computation(TaskState state) => _computation;

    protected override TreeState Read(ModelSnapshot part, TaskState state) => TreeStateSnapshot.Read(part, _computation);
}
