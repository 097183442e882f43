namespace Federated.Computations.Uplift;

/// <summary>Gives the sums that the effect of a randomised contact needs, over a table that it may keep anywhere. With x the features, t 1 for a contact and 0 for none, y the response, z = (x, t, 1, y).</summary>
public interface ITrialSums
{
    /// <summary>Features of a row.</summary>
    int Columns { get; }

    /// <summary>Adds COUNT(*), the lower triangle of Σ z·zᵀ row by row, and Σ t·y².</summary>
    /// <param name="featureBound">Most that |x| may be.</param>
    /// <param name="into">2 + (columns+3)(columns+4)/2 sums, zero at first.</param>
    /// <exception cref="ContributionException">The rows cannot be summed; the message names the fault.</exception>
    void Add(double featureBound, Span<double> into);

    /// <summary>Σ (a·z)²·(b·z)².</summary>
    /// <param name="a">As long as z.</param>
    /// <param name="b">As long as z.</param>
    double SquaredProducts(ReadOnlySpan<double> a, ReadOnlySpan<double> b);
}
