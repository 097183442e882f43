namespace Federated.Computations.Regression;

/// <summary>Gives the sums that a Newton step of a two-class logistic regression needs, over a table that it may keep anywhere.</summary>
public interface INewtonSums
{
    /// <summary>Features of a row.</summary>
    int Columns { get; }

    /// <summary>
    /// Adds, in the layout of <see cref="Federated.Learning.Linear.CurvatureStatistics"/>, Σw, the loss −Σ w·ln p(y), its gradient Σ w·(p−y)·z and the lower triangle of its Hessian Σ w·p(1−p)·z·zᵀ,
    /// with z = (x, 1) and p = 1/(1 + e^(−z·coefficients)).
    /// </summary>
    /// <param name="coefficients">One a column, then the intercept.</param>
    /// <param name="featureBound">Most that |x| may be.</param>
    /// <param name="into">2 + p + p(p+1)/2 sums for p coefficients, zero at first.</param>
    /// <exception cref="ContributionException">The rows cannot be summed; the message names the fault.</exception>
    void Add(ReadOnlySpan<double> coefficients, double featureBound, Span<double> into);
}
