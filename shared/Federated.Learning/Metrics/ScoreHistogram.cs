namespace Federated.Learning.Metrics;

/// <summary>Which bin of equal width a score in [0, 1] falls in; the last bin holds 1 itself.</summary>
public static class ScoreHistogram
{
    /// <summary>Bin of a score; scores outside [0, 1] go to the nearest end.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than 1 bin, or the score is NaN.</exception>
    public static int Bin(double score, int bins)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bins, 1);
        if (double.IsNaN(score))
            throw new ArgumentOutOfRangeException(nameof(score), "A score is NaN; it has no place in a histogram.");
        return (int)Math.Clamp(score * bins, 0, bins - 1);
    }
}
