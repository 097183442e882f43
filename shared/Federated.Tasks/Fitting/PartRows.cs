using Federated.Computations.Statistics;
using Federated.Tasks.Features;
using Federated.Tasks.Jobs;
using Federated.Tasks.Schema;

namespace Federated.Tasks.Fitting;

/// <summary>A node's rows, part by part of the job's split.</summary>
internal sealed class PartRows(EvaluationSpec evaluation)
{
    /// <summary>Sums over the columns of one part: by the database that holds the rows, or batch by batch.</summary>
    public IColumnSums Columns(ITaskRows rows, SummedColumns columns, RowPart part) =>
        rows is ISummedRows summed ? summed.Columns(columns, part) : new ColumnBatches(columns.Columns, Batches(rows, part).Select(columns.BatchOf));

    /// <summary>The rows of one part in one table.</summary>
    public LocalTable Whole(ITaskRows rows, RowPart part) => LocalTable.Concatenate([.. Batches(rows, part)]);

    /// <summary>The rows of one part, batch by batch; read anew each time it is enumerated.</summary>
    public IEnumerable<LocalTable> Batches(ITaskRows rows, RowPart part) =>
        rows.Batches().Select(batch => TrainTestSplit.Part(batch, part, evaluation.TestFraction, evaluation.ValidationFraction));
}
