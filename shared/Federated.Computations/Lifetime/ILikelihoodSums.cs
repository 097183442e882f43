namespace Federated.Computations.Lifetime;

/// <summary>
/// A node's customers, seen only through sums of their log-likelihood. Every sum groups by the number of purchases x: functions of x and the parameters alone
/// (all that has a Gamma function) multiply a COUNT, and the rest is a SUM of rational functions, logarithms and one exponential.
/// </summary>
public interface ILikelihoodSums
{
    /// <summary>Adds number of customers, negative log-likelihood, its gradient, and the packed lower triangle of its Hessian, at the given logarithms of parameters.</summary>
    /// <param name="logParameters">p values, in the order of the model: 4 of BG/NBD, 3 of Gamma-Gamma.</param>
    /// <param name="into">2 + p + p·(p+1)/2 values, added to.</param>
    /// <exception cref="ContributionException">A customer cannot be used; the message says why.</exception>
    void Add(ReadOnlySpan<double> logParameters, Span<double> into);
}
