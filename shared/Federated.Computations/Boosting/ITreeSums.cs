using Federated.Learning.Trees;

namespace Federated.Computations.Boosting;

/// <summary>
/// The sums over a node's rows that trees are grown from. Only sums are asked for, never rows: <see cref="LocalTreeSums"/> takes them from batches of rows,
/// a database can take them by SUM and GROUP BY. All sums are of whole numbers, so that their order does not matter.
/// </summary>
public interface ITreeSums
{
    /// <summary>Adds what the model before the first tree is made of, over the rows that are not held back.</summary>
    /// <param name="request">What is predicted, and which rows are held back.</param>
    /// <param name="into">Rows of each class; or, for a regression, the number of rows and the sum of their labels in units, and with weights that of the weights.</param>
    /// <exception cref="ContributionException">The rows have labels or columns that the target or the bins do not have.</exception>
    void AddLabels(TreeLabelRequest request, Span<double> into);

    /// <summary>Adds the histograms of the nodes that are wanted, over the rows that are not held back.</summary>
    /// <param name="request">Which, and where each number stands.</param>
    /// <param name="into">As many numbers as the request has.</param>
    /// <exception cref="ContributionException">The rows have labels or columns that the target or the bins do not have, or no keys though rows are drawn.</exception>
    void AddHistograms(TreeHistogramRequest request, Span<double> into);

    /// <summary>Adds the loss of the model so far over the rows that are held back.</summary>
    /// <param name="request">The model and the draw; its trees in growth do not matter.</param>
    /// <param name="into">
    /// Σ of each row's loss, clipped to ± the target's bound, in whole multiples of <see cref="TreeGradients.LossQuantum"/>; then the number of rows.
    /// </param>
    /// <exception cref="ContributionException">As for <see cref="AddHistograms"/>.</exception>
    void AddLosses(TreeHistogramRequest request, Span<double> into);
}
