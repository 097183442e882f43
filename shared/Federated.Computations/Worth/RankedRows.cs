namespace Federated.Computations.Worth;

/// <summary>
/// Rows in the order of their scores, sorted once, so that metrics of ranks over many samples of the rows need no more sorting. A row's label is 0 or 1 of two
/// classes, or an amount of 0 or more.
/// </summary>
internal sealed class RankedRows
{
    private readonly int[] _descending;
    private readonly float[] _scores;
    private readonly float[] _labels;
    private readonly int[] _drawn;

    public RankedRows(ReadOnlySpan<float> scores, ReadOnlySpan<float> labels)
    {
        _scores = scores.ToArray();
        _labels = labels.ToArray();
        _descending = [.. Enumerable.Range(0, _scores.Length)];
        Array.Sort([.. _scores.Select(score => -score)], _descending);
        _drawn = new int[_scores.Length];
    }

    /// <summary>Area under the ROC curve of rows of two classes, each as often as it is listed; ties count half; NaN of one class.</summary>
    public double AreaUnderCurve(ReadOnlySpan<int> rows)
    {
        double positives = Draw(rows), pairs = 0, above = 0;
        for (int place = 0; place < _descending.Length;)
        {
            (double tiedPositives, long tied) = Tie(ref place);
            pairs += (tied - tiedPositives) * (above + (tiedPositives / 2));
            above += tiedPositives;
        }

        return pairs / (positives * (rows.Length - positives));
    }

    /// <summary>
    /// Sum of labels, of two classes the positives, in the best-scored tenth (rounded up) over that in a random one; rows that tie at the cut count by the share that fits; NaN when all are 0.
    /// </summary>
    public double LiftAtTenth(ReadOnlySpan<int> rows)
    {
        double sum = Draw(rows);
        double chosen = (rows.Length + 9) / 10, left = chosen, found = 0;
        for (int place = 0; place < _descending.Length && left > 0;)
        {
            (double tiedSum, long tied) = Tie(ref place);
            if (tied == 0)
                continue;
            found += tiedSum * Math.Min(1, left / tied);
            left -= tied;
        }

        return found / sum * (rows.Length / chosen);
    }

    private double Draw(ReadOnlySpan<int> rows)
    {
        Array.Clear(_drawn);
        double sum = 0;
        foreach (int row in rows)
        {
            _drawn[row]++;
            sum += _labels[row];
        }

        return sum;
    }

    private (double Sum, long Rows) Tie(ref int place)
    {
        float score = _scores[_descending[place]];
        double sum = 0;
        long rows = 0;
        for (; place < _descending.Length && _scores[_descending[place]] == score; place++)
        {
            int row = _descending[place];
            sum += (double)_drawn[row] * _labels[row];
            rows += _drawn[row];
        }

        return (sum, rows);
    }
}
