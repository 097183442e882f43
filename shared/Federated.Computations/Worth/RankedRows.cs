namespace Federated.Computations.Worth;

/// <summary>
/// Rows of two classes in the order of their scores, sorted once, so that metrics of ranks over many samples of the rows need no more sorting.
/// </summary>
internal sealed class RankedRows
{
    private readonly int[] _descending;
    private readonly float[] _scores;
    private readonly bool[] _positive;
    private readonly int[] _drawn;

    public RankedRows(ReadOnlySpan<float> scores, ReadOnlySpan<float> labels)
    {
        _scores = scores.ToArray();
        _positive = new bool[labels.Length];
        for (int row = 0; row < labels.Length; row++)
            _positive[row] = labels[row] > 0.5f;
        _descending = [.. Enumerable.Range(0, _scores.Length)];
        Array.Sort([.. _scores.Select(score => -score)], _descending);
        _drawn = new int[_scores.Length];
    }

    /// <summary>Area under the ROC curve of the rows, each as often as it is listed; ties count half; NaN of one class.</summary>
    public double AreaUnderCurve(ReadOnlySpan<int> rows)
    {
        (long positives, long negatives) = Draw(rows);
        double pairs = 0, above = 0;
        for (int place = 0; place < _descending.Length;)
        {
            (long tiedPositives, long tiedNegatives) = Tie(ref place);
            pairs += tiedNegatives * (above + (tiedPositives / 2.0));
            above += tiedPositives;
        }

        return pairs / ((double)positives * negatives);
    }

    /// <summary>
    /// Positives among the best-scored tenth (rounded up) over those in a random one; rows that tie at the cut count by the share that fits; NaN of no positive.
    /// </summary>
    public double LiftAtTenth(ReadOnlySpan<int> rows)
    {
        (long positives, _) = Draw(rows);
        double chosen = (rows.Length + 9) / 10, left = chosen, found = 0;
        for (int place = 0; place < _descending.Length && left > 0;)
        {
            (long tiedPositives, long tiedNegatives) = Tie(ref place);
            double tied = tiedPositives + tiedNegatives;
            if (tied == 0)
                continue;
            found += tiedPositives * Math.Min(1, left / tied);
            left -= tied;
        }

        return found / positives * (rows.Length / chosen);
    }

    private (long Positives, long Negatives) Draw(ReadOnlySpan<int> rows)
    {
        Array.Clear(_drawn);
        long positives = 0;
        foreach (int row in rows)
        {
            _drawn[row]++;
            positives += _positive[row] ? 1 : 0;
        }

        return (positives, rows.Length - positives);
    }

    private (long Positives, long Negatives) Tie(ref int place)
    {
        float score = _scores[_descending[place]];
        long positives = 0, negatives = 0;
        for (; place < _descending.Length && _scores[_descending[place]] == score; place++)
        {
            int row = _descending[place];
            if (_positive[row])
                positives += _drawn[row];
            else
                negatives += _drawn[row];
        }

        return (positives, negatives);
    }
}
