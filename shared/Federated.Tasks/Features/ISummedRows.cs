using Federated.Computations.Amounts;
using Federated.Computations.Boosting;
using Federated.Computations.Evaluation;
using Federated.Computations.Fairness;
using Federated.Computations.KMeans;
using Federated.Computations.NaiveBayes;
using Federated.Computations.Regression;
using Federated.Computations.Statistics;
using Federated.Tasks.Schema;

namespace Federated.Tasks.Features;

/// <summary>
/// Rows that stay where they are, in a database that computes the sums of exact computations itself. A stage that only wants sums asks for them here, and no row
/// of it reaches the node; one that needs single rows (networks, a partner's own models) reads <see cref="ITaskRows.Batches"/>, and says so:
/// <see cref="IJointTask.RowStages"/>.
/// </summary>
public interface ISummedRows : ITaskRows
{
    /// <summary>Answers to questions of statistics.</summary>
    /// <param name="columns">What stands in each column.</param>
    /// <param name="part">Which rows; null for all.</param>
    IColumnSums Columns(SummedColumns columns, RowPart? part);

    /// <summary>Newton steps of a logistic regression on encoded rows.</summary>
    INewtonSums Newton(FeaturePlan plan, LabelFormula label, RowPart part);

    /// <summary>XᵀX and Xᵀy of encoded rows and the label.</summary>
    IGramSums Products(FeaturePlan plan, LabelFormula label, RowPart part);

    /// <summary>How a linear model errs on encoded rows.</summary>
    ISmearingSums Errors(FeaturePlan plan, LabelFormula label, RowPart part);

    /// <summary>Lloyd steps, silhouettes and agreement of clusters of encoded rows.</summary>
    /// <param name="plan">The inputs.</param>
    /// <param name="part">Which rows; null for all.</param>
    IClusterSums Clusters(FeaturePlan plan, RowPart? part);

    /// <summary>Moments of encoded numbers and counts of categories, by class.</summary>
    IClassSums Classes(FeaturePlan numbers, IReadOnlyList<string> categories, RowPart part);

    /// <summary>Histograms of trees whose columns are the given fields.</summary>
    ITreeSums Trees(IReadOnlyList<string> fields, RowPart part);

    /// <summary>A model's losses and a histogram of its scores.</summary>
    IScoreSums Scores(ScoreFormula formula, RowPart part);

    /// <summary>A model's scores by groups; attributes are fields of the contract.</summary>
    IGroupScoreSums GroupScores(ScoreFormula formula, RowPart part);
}
