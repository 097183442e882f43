using Federated.Computations.Boosting;
using Federated.Computations.KMeans;
using Federated.Computations.NaiveBayes;
using Federated.Computations.Regression;
using Federated.Computations.Statistics;
using Federated.Tasks.Schema;

namespace Federated.Tasks.Features;

/// <summary>
/// Rows that stay where they are, in a database that computes the sums of exact computations itself. A stage that only wants sums asks for them here, and no row
/// of it reaches the node; one that scores single rows (evaluation, a partner's own models) still reads <see cref="ITaskRows.Batches"/>.
/// </summary>
public interface ISummedRows : ITaskRows
{
    /// <summary>Answers to questions of statistics.</summary>
    IColumnSums Columns(PlanColumns columns, RowPart part);

    /// <summary>Newton steps of a logistic regression on encoded rows.</summary>
    INewtonSums Newton(FeaturePlan plan, RowPart part);

    /// <summary>XᵀX and Xᵀy of encoded rows and the label.</summary>
    IGramSums Products(FeaturePlan plan, RowPart part);

    /// <summary>Lloyd steps, silhouettes and agreement of clusters of encoded rows.</summary>
    IClusterSums Clusters(FeaturePlan plan, RowPart part);

    /// <summary>Moments of encoded numbers and counts of categories, by class.</summary>
    IClassSums Classes(FeaturePlan numbers, IReadOnlyList<string> categories, RowPart part);

    /// <summary>Histograms of trees whose columns are the given fields.</summary>
    ITreeSums Trees(IReadOnlyList<string> fields, RowPart part);
}
