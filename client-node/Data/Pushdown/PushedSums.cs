using Federated.Tasks.Features;
using Federated.Tasks.Jobs;
using Federated.Tasks.Schema;

namespace Federated.ClientNode.Data.Pushdown;

/// <summary>The sums of exact computations over one part of a job's rows, computed by the partner's database.</summary>
/// <param name="table">A query that was checked.</param>
/// <param name="evaluation">The job's split.</param>
internal sealed class PushedSums(PushedTable table, EvaluationSpec evaluation)
{
    /// <summary>Answers to questions of statistics.</summary>
    public SqlColumnSums Columns(SummedColumns columns, RowPart? part) => new(table, columns, Rows(part));

    /// <summary>XᵀX and Xᵀy of encoded rows; and, of the same, the moments that components are found by.</summary>
    public SqlGramSums Products(FeaturePlan plan, LabelFormula label, RowPart part) => new(Inputs(plan, label, part));

    /// <summary>Newton steps of a logistic regression on encoded rows.</summary>
    public SqlNewtonSums Newton(FeaturePlan plan, LabelFormula label, RowPart part) => new(Inputs(plan, label, part));

    /// <summary>How a linear model errs on encoded rows.</summary>
    public SqlErrorSums Errors(FeaturePlan plan, LabelFormula label, RowPart part) => new(Inputs(plan, label, part));

    /// <summary>Lloyd steps, silhouettes and agreement of clusters of encoded rows.</summary>
    public SqlClusterSums Clusters(FeaturePlan plan, RowPart? part) => new(Inputs(plan, new LabelItself(), part));

    /// <summary>Moments of encoded numbers and counts of categories by class.</summary>
    /// <param name="numbers">The numbers.</param>
    /// <param name="categories">Fields of categories.</param>
    /// <param name="part">Which rows.</param>
    public SqlClassSums Classes(FeaturePlan numbers, IEnumerable<string> categories, RowPart part) => new(new SqlInputs(table, numbers, Rows(part), new LabelItself(), categories));

    /// <summary>Histograms of trees whose columns are the given fields: numbers and days as 32-bit floats, categories by the index of their value.</summary>
    public SqlTreeSums Trees(IEnumerable<string> fields, RowPart part) => new(table, fields, Rows(part));

    /// <summary>A model's losses, a histogram of its scores, and its scores by groups.</summary>
    public SqlScoreSums Scores(ScoreFormula formula, RowPart part) => new(table, formula, Rows(part));

    private SqlInputs Inputs(FeaturePlan plan, LabelFormula label, RowPart? part) => new(table, plan, Rows(part), label);

    private string Rows(RowPart? part) => table.Rows(part, evaluation.TestFraction, evaluation.ValidationFraction);
}
