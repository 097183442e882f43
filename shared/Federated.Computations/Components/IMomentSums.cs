namespace Federated.Computations.Components;

/// <summary>Gives first and second moments, over a table that it may keep anywhere.</summary>
public interface IMomentSums
{
    /// <summary>Features of a row.</summary>
    int Columns { get; }

    /// <summary>
    /// Adds Σ z·zᵀ, z = (x, 1), in the layout of <see cref="Federated.Learning.Components.MomentStatistics"/>: SUM(xᵢ·xⱼ) by rows of the lower triangle, then SUM(xᵢ) and COUNT(*).
    /// </summary>
    /// <param name="featureBound">Most that |x| may be.</param>
    /// <param name="into">(columns+1)(columns+2)/2 sums, zero at first.</param>
    /// <exception cref="ContributionException">The rows cannot be summed; the message names the fault.</exception>
    void Add(double featureBound, Span<double> into);
}
