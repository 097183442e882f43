namespace Federated.Computations.Forecasting;

/// <summary>A node's periods: SELECT DISTINCT of the period and COUNT(*).</summary>
public interface IPeriodSums
{
    /// <summary>Says in which periods this node has a row.</summary>
    /// <param name="into">One a period, from the first that the contract accepts: set to 1 where there is a row, left alone elsewhere.</param>
    /// <returns>Rows.</returns>
    /// <exception cref="ContributionException">The rows cannot be used; the message says why.</exception>
    long Mark(Span<double> into);
}
