using Federated.Learning.Clustering;

namespace Federated.Computations.KMeans;

/// <summary>
/// Gives sums by nearest centre, over a table that it may keep anywhere. A row belongs to the centre of least squared distance, the first of equally near
/// ones. Sums are added to a span that is zero at first; every feature must lie within ±featureBound, or nothing is summed.
/// </summary>
public interface IClusterSums
{
    /// <summary>Features of a row.</summary>
    int Columns { get; }

    /// <summary>Adds, for each centre, in the layout of <see cref="KMeansStatistics"/>: COUNT(*), SUM(squared distance) and SUM(x) of each column: k·(columns + 2) sums.</summary>
    /// <param name="model">The centres.</param>
    /// <param name="sample">The rows to take; all when null.</param>
    /// <param name="featureBound">Most that |x| may be.</param>
    /// <param name="into">Where to add.</param>
    /// <exception cref="ContributionException">The rows cannot be summed; the message names the fault.</exception>
    void AddSteps(KMeansModel model, RowSample? sample, double featureBound, Span<double> into);

    /// <summary>
    /// Adds, for each centre, COUNT(*) and SUM(1 − a/b): a is a row's distance (not squared) to its centre and b that to the next nearest one; 0 where b is 0. 2·k sums.
    /// </summary>
    /// <param name="model">At least two centres.</param>
    /// <param name="featureBound">Most that |x| may be.</param>
    /// <param name="into">Where to add.</param>
    /// <exception cref="ContributionException">The rows cannot be summed; the message names the fault.</exception>
    void AddSilhouettes(KMeansModel model, double featureBound, Span<double> into);

    /// <summary>Adds the COUNT(*) of the rows of each pair of a centre of the first model and one of the second: k₁·k₂ counts, row-major.</summary>
    /// <param name="first">The centres that choose the row of the table of counts.</param>
    /// <param name="second">The centres that choose its column.</param>
    /// <param name="featureBound">Most that |x| may be.</param>
    /// <param name="into">Where to add.</param>
    /// <exception cref="ContributionException">The rows cannot be summed; the message names the fault.</exception>
    void AddCrossings(KMeansModel first, KMeansModel second, double featureBound, Span<double> into);
}
