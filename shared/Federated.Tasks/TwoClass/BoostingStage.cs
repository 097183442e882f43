using Federated.Computations;
using Federated.Computations.Boosting;
using Federated.Learning.State;
using Federated.Learning.Trees;
using Federated.Tasks.Features;
using Federated.Tasks.Fitting;
using Federated.Tasks.Jobs;
using Federated.Tasks.Schema;
using Federated.Tasks.Stages;

namespace Federated.Tasks.TwoClass;

/// <summary>Boosted trees, grown exactly: a level of a tree a round, on the sums of all partners' histograms.</summary>
internal sealed class BoostingStage : Stage<TreeState, ITreeSums>
{
    private readonly FederatedBoosting _computation;
    private readonly TreeBins _bins;
    private readonly RawTable _raw;
    private readonly PartRows _rows;

    public BoostingStage(JobSpec job, TreeBins bins, RawTable raw, PartRows rows)
        : base("training")
    {
        (_bins, _raw, _rows) = (bins, raw, rows);
        _computation = new FederatedBoosting(new FederatedBoostingOptions
        {
            Trees = job.Model.Trees,
            MaximumDepth = job.Model.Depth,
            LearningRate = job.Model.Shrinkage,
            Splits = new SplitOptions { MinimumRowsInLeaf = job.Model.MinimumLeafRows },
        });
        MostRounds = 1 + (job.Model.Trees * job.Model.Depth);
    }

    public override int MostRounds { get; }

    /// <summary>The joint trees.</summary>
    /// <exception cref="TaskStateException">They are not grown yet.</exception>
    public BoostedTrees Result(TaskState state) =>
        Of(state) is TreesGrown grown ? _computation.Model(grown) : throw new TaskStateException("The trees are not grown yet.");

    protected override IComputation<TreeState, ITreeSums> Computation(TaskState state) => _computation;

    protected override TreeState Start(TaskState before) => new TreesWanted(_bins.Mapper(before));

    protected override TreeState Read(ModelSnapshot part, TaskState state) => TreeStateSnapshot.Read(part, _computation);

    protected override ModelSnapshot Write(TreeState state) => TreeStateSnapshot.Write(state);

    protected override ITreeSums Data(TaskState state, TaskData data) => data.Rows is ISummedRows summed
        ? summed.Trees([.. _raw.Fields.Select(field => field.Name)], RowPart.Training)
        : new LocalTreeSums(_rows.Batches(data.Rows, RowPart.Training).Where(batch => batch.RowCount > 0).Select(_raw.Rows), hold: false);
}
