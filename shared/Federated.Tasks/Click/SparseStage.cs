using Federated.Computations;
using Federated.Computations.SparseRegression;
using Federated.Learning.State;
using Federated.Tasks.Jobs;
using Federated.Tasks.Schema;
using Federated.Tasks.Stages;

namespace Federated.Tasks.Click;

/// <summary>Logistic regression over all tokens, fitted exactly: one gradient sum a round.</summary>
internal sealed class SparseStage(ClickFeatures features) : Stage<SparseLogisticState, ISparseGradientSums>("training")
{
    private const int Classes = 2;

    public override int MostRounds => Options.MaximumRounds;

    public SparseLogisticOptions Options { get; } = OptionsOf(features.Job);

    protected override IComputation<SparseLogisticState, ISparseGradientSums> Computation(TaskState state) => new FederatedSparseLogistic();

    protected override SparseLogisticState Start(TaskState before) => SparseLogisticState.Start(features.Encoding(before).Columns, Classes, Options);

    protected override SparseLogisticState Read(ModelSnapshot part, TaskState state)
    {
        SparseLogisticState read = SparseLogisticSnapshot.Read(part, features.Encoding(state).Columns, Classes);
        return read.Options == Options ? read : throw new TaskStateException("The snapshot was trained under other options than the job's.");
    }

    protected override ModelSnapshot Write(SparseLogisticState state) => SparseLogisticSnapshot.Write(state);

    protected override ISparseGradientSums Data(TaskState state, TaskData data) => Sums(features.Encoding(state), features.Rows.Batches(data.Rows, RowPart.Training));

    /// <summary>The sums of labelled rows.</summary>
    public static SparseGradientSums Sums(ClickEncoding encoding, IEnumerable<LocalTable> batches) =>
        new(batches.Where(batch => batch.RowCount > 0).Select(batch => new SparseLabelledRows(encoding.Sparse(encoding.Encode(batch)), ClickFeatures.Classes(batch))));

    private static SparseLogisticOptions OptionsOf(JobSpec job) => new()
    {
        Penalty = job.Options.Number(ClickFeatures.PenaltyKey),
        MaximumRounds = job.Options.WholeNumber(ClickFeatures.StepsKey),
        // Within a hundredth of a logit of the optimum where the penalty alone holds a weight, and far nearer where rows do.
        Tolerance = 1e-2,
    };
}
