namespace Federated.Computations.Regression;

/// <summary>Gives the sums that a linear regression needs, over a table that it may keep anywhere: in memory, in a stream of batches, in a database.</summary>
public interface IGramSums
{
    /// <summary>Features of a row.</summary>
    int Columns { get; }

    /// <summary>
    /// Adds COUNT(*) and Σ w·z·zᵀ, z = (x, 1, y), in the layout of <see cref="Federated.Learning.Linear.RidgeStatistics"/>: the number of rows, then the lower triangle row by row.
    /// Every feature and target must lie within the bounds given.
    /// </summary>
    /// <param name="featureBound">Most that |x| may be.</param>
    /// <param name="targetBound">Most that |y| may be.</param>
    /// <param name="into">1 + (columns+2)(columns+3)/2 sums, zero at first.</param>
    /// <exception cref="ContributionException">The rows cannot be summed; the message names the fault.</exception>
    void Add(double featureBound, double targetBound, Span<double> into);
}
