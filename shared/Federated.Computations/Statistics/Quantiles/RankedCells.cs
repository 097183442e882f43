using System.Collections.Immutable;

namespace Federated.Computations.Statistics.Quantiles;

/// <summary>A column's counted cells, and the brackets that they leave.</summary>
internal sealed class RankedCells
{
    private readonly NumericColumn _column;
    private readonly ImmutableArray<double> _edges;
    private readonly long[] _counts;
    private readonly double[] _sums;
    private readonly long _total;

    private RankedCells(NumericColumn column, ImmutableArray<double> edges, long[] counts, double[] sums)
    {
        _column = column;
        _edges = edges;
        _counts = counts;
        _sums = sums;
        _total = counts.Sum();
    }

    public static RankedCells Read(NumericColumn column, ImmutableArray<double> edges, SumAnswers answers, int sum)
    {
        int cells = edges.Length + 1;
        return new RankedCells(column, edges, answers.RowsIn(sum, ..cells), answers[sum][cells..].ToArray());
    }

    /// <summary>The bracket of a probability, by the rules at <see cref="FederatedQuantiles"/>.</summary>
    public QuantileBracket Bracket(double probability, int floor, double narrow, bool isLastRound)
    {
        if (_total < 2L * floor)
            return new QuantileBracket(_column.Minimum, _column.Maximum, _column.Minimum + (_column.Width / 2), BracketStanding.Withheld);
        bool isExtreme = probability is 0 or 1;
        long rank = Math.Clamp((long)Math.Ceiling(probability * _total), floor, _total - floor + 1);
        int cell = CellOf(rank);
        if (_counts[cell] < floor && !isExtreme)
            return Widened(cell, floor, rank);
        double lower = Lower(cell), upper = Upper(cell), middle = lower + ((upper - lower) / 2);
        if (upper - lower > narrow && !isLastRound)
            return new QuantileBracket(lower, upper, middle, BracketStanding.Open);
        double value = _counts[cell] < floor ? middle : Math.Clamp(Mean(cell), lower, upper);
        return new QuantileBracket(lower, upper, value, upper - lower > narrow ? BracketStanding.Floored : BracketStanding.Exact);
    }

    // Rounded to 12 digits of the range, so that the value which all rows share comes out as it was written.
    private double Mean(int cell)
    {
        double mean = _column.Minimum + (_sums[cell] / _counts[cell] * _column.Width);
        return Math.Round(mean, Math.Clamp(12 - (int)Math.Ceiling(Math.Log10(_column.Width)), 0, 15));
    }

    private int CellOf(long rank)
    {
        int cell = 0;
        for (long upTo = _counts[0]; upTo < rank; upTo += _counts[cell])
            cell++;
        return cell;
    }

    private QuantileBracket Widened(int cell, int floor, long rank)
    {
        int first = cell, last = cell;
        long count = _counts[cell];
        while (count < floor)
        {
            bool canLower = first > 0, canRaise = last < _counts.Length - 1;
            bool lowers = canLower && (!canRaise || Upper(first - 1) - Lower(first - 1) <= Upper(last + 1) - Lower(last + 1));
            count += lowers ? _counts[--first] : _counts[++last];
        }

        double lower = Lower(first), upper = Upper(last);
        double position = (rank - _counts.Take(first).Sum() - 0.5) / count;
        return new QuantileBracket(lower, upper, lower + (position * (upper - lower)), BracketStanding.Floored);
    }

    private double Lower(int cell) => cell == 0 ? _column.Minimum : _edges[cell - 1];

    private double Upper(int cell) => cell == _edges.Length ? _column.Maximum : _edges[cell];
}
