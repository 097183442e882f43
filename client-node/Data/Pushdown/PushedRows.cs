using Federated.ClientNode.Data.Sql;
using Federated.Computations.Boosting;
using Federated.Computations.KMeans;
using Federated.Computations.NaiveBayes;
using Federated.Computations.Regression;
using Federated.Computations.Statistics;
using Federated.Tasks.Features;
using Federated.Tasks.Jobs;
using Federated.Tasks.Schema;

namespace Federated.ClientNode.Data.Pushdown;

/// <summary>A query whose database computes what only adds up; what looks at single rows still streams them.</summary>
/// <param name="table">The query, checked in the database.</param>
/// <param name="evaluation">The job's split.</param>
/// <param name="streamed">The same rows, read.</param>
internal sealed class PushedRows(PushedTable table, EvaluationSpec evaluation, ITaskRows streamed) : ISummedRows
{
    private readonly PushedSums _sums = new(table, evaluation);

    /// <summary>Checks the query in its database; no row is read.</summary>
    /// <param name="job">The job.</param>
    /// <param name="mapping">Where the rows are.</param>
    /// <param name="source">Its query.</param>
    /// <param name="report">What the database found.</param>
    /// <returns>Null when the report has a fault.</returns>
    public static PushedRows? Open(JobSpec job, DataMapping mapping, SqlRowSource source, out DataReport report) =>
        PushedTable.Open(job.Contract, mapping, job.Evaluation.Salt, out report) is { } table
            ? new PushedRows(table, job.Evaluation, new StreamedRows(job.Contract, mapping, source, job.Evaluation.Salt, ReadPurpose.Training, report))
            : null;

    public DataContract Contract => streamed.Contract;

    public IEnumerable<LocalTable> Batches() => streamed.Batches();

    public IColumnSums Columns(PlanColumns columns, RowPart part) => _sums.Columns(columns, part);

    public INewtonSums Newton(FeaturePlan plan, RowPart part) => _sums.Newton(plan, part);

    public IGramSums Products(FeaturePlan plan, RowPart part) => _sums.Products(plan, part);

    public IClusterSums Clusters(FeaturePlan plan, RowPart part) => _sums.Clusters(plan, part);

    public IClassSums Classes(FeaturePlan numbers, IReadOnlyList<string> categories, RowPart part) => _sums.Classes(numbers, categories, part);

    public ITreeSums Trees(IReadOnlyList<string> fields, RowPart part) => _sums.Trees(fields, part);
}
