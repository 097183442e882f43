namespace Federated.Computations.Forecasting;

/// <summary>
/// Gives the sums that regressions with a level for each series need. A database answers it by SUM and COUNT over products of columns, grouped by series, and once more SUM over the series; features that look back are window functions.
/// </summary>
public interface IPanelSums
{
    /// <summary>Features of a row.</summary>
    int Columns { get; }

    /// <summary>
    /// Adds for each model the number of rows and Σ z·zᵀ − (Σz)(Σz)ᵀ/(n + κ), the inner sums over one series, the outer over all; z = (x, 1, y), every |x| and |y| at most 1; in the layout of
    /// <see cref="Federated.Learning.Forecasting.SeriesIntercepts"/>.
    /// </summary>
    /// <param name="shrinkage">κ.</param>
    /// <param name="into">For each model 1 + (columns+2)(columns+3)/2 sums, added to.</param>
    /// <exception cref="ContributionException">The rows cannot be summed; the message names the fault.</exception>
    void Add(double shrinkage, Span<double> into);

    /// <summary>Adds for the first model the number of rows and of series, Σ x̃x̃ᵀ and Σ over series of (Σ x̃e)(Σ x̃e)ᵀ, packed; x̃ = x less its mean in the series, e = ỹ − weights · x̃ taken within ±1.</summary>
    /// <param name="weights">One a column.</param>
    /// <param name="into">2 + columns·(columns+1) sums, added to.</param>
    /// <exception cref="ContributionException">The rows cannot be summed; the message names the fault.</exception>
    void AddScores(ReadOnlySpan<double> weights, Span<double> into);
}
