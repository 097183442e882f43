using Federated.Computations;
using Federated.Computations.SparseRegression;
using Federated.Learning.State;
using Federated.Tasks.Fitting;
using Federated.Tasks.Schema;
using Federated.Tasks.Stages;
using Federated.Tasks.Text;

namespace Federated.Tasks.Sentiment;

/// <summary>In how many training texts of all nodes each hash bucket occurs, in one round; the part is the F64 tensors <c>texts</c> [1] and <c>counts</c> [buckets].</summary>
internal sealed class FrequencyStage(TextOptions options, int floor, PartRows rows) : Stage<DocumentFrequencyState, IDocumentCounts>("frequencies")
{
    public override int MostRounds => 1;

    /// <summary>How texts become rows, with the joint weights of the buckets.</summary>
    /// <exception cref="TaskStateException">The texts are not counted yet.</exception>
    public TextWeighting Weighting(TaskState state)
    {
        DocumentFrequencyState counted = Of(state);
        return counted.Counts.IsEmpty ? throw new TaskStateException("The job has not counted its texts yet.") : new TextWeighting(options, counted.InverseFrequencies());
    }

    /// <summary>Training texts of all nodes; 0 before the round.</summary>
    public long Texts(TaskState state) => state.Parts.ContainsKey(Name) ? Of(state).Texts : 0;

    protected override IComputation<DocumentFrequencyState, IDocumentCounts> Computation(TaskState state) => new FederatedDocumentFrequency();

    protected override DocumentFrequencyState Start(TaskState before) => new(options.Buckets, floor);

    protected override DocumentFrequencyState Read(ModelSnapshot part, TaskState state) => DocumentFrequencySnapshot.Read(part, options.Buckets, floor);

    protected override ModelSnapshot Write(DocumentFrequencyState state) => DocumentFrequencySnapshot.Write(state);

    protected override IDocumentCounts Data(TaskState state, TaskData data)
    {
        var all = new TextWeighting(options, [.. Enumerable.Repeat(1f, options.Buckets)]);
        return new DocumentCounts(rows.Batches(data.Rows, RowPart.Training).Select(batch => all.Rows(TextColumn.Of(batch))));
    }
}
