namespace Federated.Computations.Forecasting;

/// <summary>A node's periods, and values of a category: SELECT DISTINCT of each and COUNT(*).</summary>
public interface IPeriodSums
{
    /// <summary>Says in which periods, and of which values, this node has a row.</summary>
    /// <param name="into">One a period, from the first that the contract accepts, then one a value: set to 1 where there is a row, left alone elsewhere.</param>
    /// <returns>Rows.</returns>
    /// <exception cref="ContributionException">The rows cannot be used; the message says why.</exception>
    long Mark(Span<double> into);
}
