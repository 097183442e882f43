using Federated.Tasks.Jobs;
using Federated.Tasks.Schema;

namespace Federated.Tasks.Fitting;

/// <summary>A node's rows, part by part of the job's split.</summary>
internal sealed class PartRows(EvaluationSpec evaluation)
{
    /// <summary>The rows of one part in one table.</summary>
    public LocalTable Whole(ITaskRows rows, RowPart part) => LocalTable.Concatenate([.. Batches(rows, part)]);

    /// <summary>The rows of one part, batch by batch; read anew each time it is enumerated.</summary>
    public IEnumerable<LocalTable> Batches(ITaskRows rows, RowPart part) =>
        rows.Batches().Select(batch => TrainTestSplit.Part(batch, part, evaluation.TestFraction, evaluation.ValidationFraction));
}
