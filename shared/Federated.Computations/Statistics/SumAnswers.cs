namespace Federated.Computations.Statistics;

/// <summary>What all nodes' rows together answered to the sums asked, in the order asked.</summary>
public sealed class SumAnswers
{
    private readonly IReadOnlyList<double[]> _answers;

    internal SumAnswers(IReadOnlyList<double[]> answers, int contributors)
    {
        _answers = answers;
        Contributors = contributors;
    }

    /// <summary>Sums answered.</summary>
    public int Count => _answers.Count;

    /// <summary>Nodes in the sums.</summary>
    public int Contributors { get; }

    /// <summary>Most rows that so many nodes can have.</summary>
    public long MostRows => (long)Contributors * ColumnBatch.MaximumRows;

    /// <summary>The numbers of one sum.</summary>
    public ReadOnlySpan<double> this[int sum] => _answers[sum];

    /// <summary>A number that must be a count of rows.</summary>
    /// <exception cref="ContributionException">It is not near a whole number from 0 to <paramref name="most"/>, or <see cref="MostRows"/>.</exception>
    public long RowsIn(int sum, int index, long? most = null) => SummedCount.Of(_answers[sum], index, most ?? MostRows);

    /// <summary>Numbers of one sum that must all be counts of rows.</summary>
    /// <exception cref="ContributionException">One is no such count, or they are more than <paramref name="most"/> together.</exception>
    public long[] RowsIn(int sum, Range range, long? most = null)
    {
        (int start, int length) = range.GetOffsetAndLength(_answers[sum].Length);
        var counts = new long[length];
        long total = 0;
        for (int index = 0; index < length; index++)
            total += counts[index] = RowsIn(sum, start + index, most);
        if (total > (most ?? MostRows))
            throw new ContributionException($"The counts of a sum add up to {total}, more than the {most ?? MostRows} rows; a node contributed something else.");
        return counts;
    }

    /// <summary>Some of the answers, for a computation that asked for a part of the sums.</summary>
    public SumAnswers Part(int start, int count) => new([.. _answers.Skip(start).Take(count)], Contributors);
}
