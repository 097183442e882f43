namespace Federated.Computations.Evaluation;

/// <summary>
/// Sums of a two-class model's scores p of held-out rows with labels y: <c>SELECT y, bin, p &gt;= t, COUNT(*), SUM(loss) … GROUP BY y, bin, p &gt;= t</c>. <see cref="ScoredBatches"/>
/// takes them from rows that the node has scored.
/// </summary>
public interface IScoreSums
{
    /// <summary>
    /// Adds Σ min(loss, 64) ÷ 64, loss being −ln of the probability of the truth in nats; the rows of class 1, then those of class 0, with p of at least the threshold; the rows of
    /// class 1 by bin, then those of class 0, a row's bin being ⌊p · bins⌋, the last one for p = 1.
    /// </summary>
    /// <param name="options">Threshold and bins.</param>
    /// <param name="into">3 + 2 · bins sums.</param>
    /// <exception cref="ContributionException">The rows cannot be scored; the message says why.</exception>
    void Add(EvaluationOptions options, Span<double> into);
}
