using Federated.Computations.Boosting;
using Federated.Learning.State;
using Federated.Tasks.Features;
using Federated.Tasks.Fitting;
using Federated.Tasks.Schema;
using Federated.Tasks.Stages;

namespace Federated.Tasks.TwoClass;

/// <summary>Trees of any kind, grown exactly on the sums of all partners' histograms of raw rows.</summary>
/// <param name="bins">The joint bins.</param>
/// <param name="raw">Rows as trees take them.</param>
/// <param name="rows">A node's rows by part.</param>
internal abstract class TreeStage(TreeBins bins, RawTable raw, PartRows rows) : Stage<TreeState, ITreeSums>("training")
{
    public override string? InsteadOfRows => null;

    /// <summary>The state of trees that are grown.</summary>
    /// <exception cref="TaskStateException">They are not grown yet.</exception>
    protected TreesGrown Grown(TaskState state) => Of(state) as TreesGrown ?? throw new TaskStateException("The trees are not grown yet.");

    protected override TreeState Start(TaskState before) => new TreesWanted(bins.Mapper(before));

    protected override ModelSnapshot Write(TreeState state) => TreeStateSnapshot.Write(state);

    protected override ITreeSums Data(TaskState state, TaskData data) => data.Rows is ISummedRows summed
        ? summed.Trees([.. raw.Fields.Select(field => field.Name)], RowPart.Training)
        : new LocalTreeSums(rows.Batches(data.Rows, RowPart.Training).Where(batch => batch.RowCount > 0).Select(raw.Rows), hold: false);
}
