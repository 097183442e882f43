using Federated.ClientNode.Data.Sql;
using Federated.Computations;
using Federated.Computations.Amounts;
using Federated.Computations.Boosting;
using Federated.Computations.Evaluation;
using Federated.Computations.Fairness;
using Federated.Computations.KMeans;
using Federated.Computations.NaiveBayes;
using Federated.Computations.Regression;
using Federated.Computations.Statistics;
using Federated.Tasks;
using Federated.Tasks.Catalogue;
using Federated.Tasks.Features;
using Federated.Tasks.Jobs;
using Federated.Tasks.Schema;

namespace Federated.ClientNode.Data.Pushdown;

/// <summary>A query whose database computes what only adds up; what looks at single rows still streams them, unless the mapping says that none may be read.</summary>
/// <param name="table">The query, checked in the database.</param>
/// <param name="evaluation">The job's split.</param>
/// <param name="streamed">The same rows, read; null when none may be.</param>
internal sealed class PushedRows(PushedTable table, EvaluationSpec evaluation, StreamedRows? streamed) : ISummedRows
{
    private readonly PushedSums _sums = new(table, evaluation);

    /// <summary>Checks the query in its database; no row is read.</summary>
    /// <param name="job">The job.</param>
    /// <param name="mapping">Where the rows are.</param>
    /// <param name="source">Its query.</param>
    /// <param name="report">What the database found.</param>
    /// <returns>Null when the report has a fault.</returns>
    public static PushedRows? Open(JobSpec job, DataMapping mapping, SqlRowSource source, out DataReport report)
    {
        DataFault[] refusals = source.Query.RowsNever ? [.. TaskCatalogue.For(job).RowStages.Select(RefusalOf)] : [];
        if (refusals.Length > 0)
        {
            report = new DataReport(source.Title, mapping.DocumentName, job.Contract.Fields.Count, 0, 0, 0, refusals, []) { LineWord = source.LineWord };
            return null;
        }
        if (PushedTable.Open(job.Contract, mapping, job.Evaluation.Salt, out report) is not { } table)
            return null;
        return new PushedRows(table, job.Evaluation, source.Query.RowsNever ? null : new StreamedRows(job.Contract, mapping, source, job.Evaluation.Salt, ReadPurpose.Training, report));
    }

    public DataContract Contract => table.Contract;

    /// <inheritdoc/>
    /// <exception cref="ContributionException">The mapping says that no row may be read.</exception>
    public IEnumerable<LocalTable> Batches() =>
        ((ITaskRows?)streamed ?? throw new ContributionException("This would read single rows, and the mapping says rows: never. Nothing was sent.")).Batches();

    private static DataFault RefusalOf(RowStage stage) => DataFault.OfFile(
        "FED-DATA-ROWS-NEVER", $"stage '{stage.Name}' reads single rows, and the mapping says rows: never", $"ask the operator for a job without it: {stage.Instead}");

    public IColumnSums Columns(SummedColumns columns, RowPart? part) => _sums.Columns(columns, part);

    public INewtonSums Newton(FeaturePlan plan, LabelFormula label, RowPart part) => _sums.Newton(plan, label, part);

    public IGramSums Products(FeaturePlan plan, LabelFormula label, RowPart part) => _sums.Products(plan, label, part);

    public ISmearingSums Errors(FeaturePlan plan, LabelFormula label, RowPart part) => _sums.Errors(plan, label, part);

    public IClusterSums Clusters(FeaturePlan plan, RowPart? part) => _sums.Clusters(plan, part);

    public IClassSums Classes(FeaturePlan numbers, IReadOnlyList<string> categories, RowPart part) => _sums.Classes(numbers, categories, part);

    public ITreeSums Trees(IReadOnlyList<string> fields, RowPart part) => _sums.Trees(fields, part);

    public IScoreSums Scores(ScoreFormula formula, RowPart part) => _sums.Scores(formula, part);

    public IGroupScoreSums GroupScores(ScoreFormula formula, RowPart part) => _sums.Scores(formula, part);
}
