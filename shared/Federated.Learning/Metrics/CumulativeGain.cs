namespace Federated.Learning.Metrics;

/// <summary>
/// What a campaign finds that contacts the k best-scored rows (Ling and Li 1998). Rows that tie at the cut count by the share of them that fits:
/// the expectation over a random order of the tie, so that a model of one constant score has a lift of exactly 1.
/// </summary>
public static class CumulativeGain
{
    /// <summary>Share of all positives that are among the k best-scored rows.</summary>
    /// <param name="scores">One a row, in any units, not NaN.</param>
    /// <param name="labels">One a row; above 0.5 is positive.</param>
    /// <param name="k">Rows that are chosen, 1 to the number of rows.</param>
    /// <returns>0 to 1; NaN when no row is positive.</returns>
    /// <exception cref="ArgumentException">Different lengths, a score is NaN, or k is out of range.</exception>
    public static double At(ReadOnlySpan<float> scores, ReadOnlySpan<float> labels, int k)
    {
        MetricInput.RequireSameLength(scores.Length, "scores", labels.Length, "labels");
        ArgumentOutOfRangeException.ThrowIfLessThan(k, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(k, scores.Length);
        int[] order = MetricInput.Descending(scores);
        float cut = scores[order[k - 1]];
        double above = 0, aboveRows = 0, tied = 0, tiedRows = 0, all = 0;
        for (int row = 0; row < scores.Length; row++)
        {
            double positive = labels[row] > 0.5f ? 1 : 0;
            all += positive;
            if (scores[row] > cut)
            {
                above += positive;
                aboveRows++;
            }
            else if (scores[row] == cut)
            {
                tied += positive;
                tiedRows++;
            }
        }

        return (above + (tied * (k - aboveRows) / tiedRows)) / all;
    }

    /// <summary>How many times more positives the k best-scored rows hold than k random rows: gain at k over k/n.</summary>
    /// <param name="scores">One a row, in any units, not NaN.</param>
    /// <param name="labels">One a row; above 0.5 is positive.</param>
    /// <param name="k">Rows that are chosen, 1 to the number of rows.</param>
    /// <returns>0 or more, 1 of a model that knows nothing; NaN when no row is positive.</returns>
    /// <exception cref="ArgumentException">Different lengths, a score is NaN, or k is out of range.</exception>
    public static double Lift(ReadOnlySpan<float> scores, ReadOnlySpan<float> labels, int k) => At(scores, labels, k) * scores.Length / k;
}
