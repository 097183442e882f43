namespace Federated.Computations.SparseRegression;

/// <summary>A node's sparse rows and their classes, seen only through the loss and its gradient: SUMs grouped by column of (probability − label)·value.</summary>
public interface ISparseGradientSums
{
    /// <summary>Adds number of rows, sum of losses in nats, and its gradient at the given parameters.</summary>
    /// <param name="parameters">For each output the weights of the columns and then the intercept.</param>
    /// <param name="outputs">1 (two classes by one logit) or the number of classes.</param>
    /// <param name="into">2 + parameters values, added to.</param>
    /// <exception cref="ContributionException">The rows cannot be used; the message says why.</exception>
    void Add(ReadOnlySpan<double> parameters, int outputs, Span<double> into);
}
