using Federated.Learning.Bayes;

namespace Federated.Computations.NaiveBayes;

/// <summary>Gives moments and counts by class, over a table that it may keep anywhere: a database gives them by GROUP BY of the label.</summary>
public interface IClassSums
{
    /// <summary>
    /// Adds, in the layout of <see cref="MixedClassStatistics"/>, for each class COUNT(*), SUM(x) and SUM(x·x) of each number and the COUNT(*) of each category.
    /// </summary>
    /// <param name="classes">Labels run from 0 to classes−1.</param>
    /// <param name="columns">What a row must hold.</param>
    /// <param name="featureBound">Most that |x| of a number may be.</param>
    /// <param name="into">As long as the layout, zero at first.</param>
    /// <exception cref="ContributionException">The rows cannot be summed; the message names the fault.</exception>
    void Add(int classes, MixedColumns columns, double featureBound, Span<double> into);
}
