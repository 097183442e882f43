namespace Federated.Computations;

/// <summary>The check of every batch before it is summed.</summary>
internal static class RowBounds
{
    /// <summary>Requires every value within ±bound; a value that is not a number is not.</summary>
    /// <param name="values">Row-major.</param>
    /// <param name="bound">Most that a magnitude may be.</param>
    /// <param name="columns">Values of a row.</param>
    /// <param name="batch">The batch's place, for the message.</param>
    /// <param name="what">What the columns are called in the message.</param>
    /// <exception cref="ContributionException">A value lies outside; the message names its row and column.</exception>
    public static void Require(ReadOnlySpan<float> values, double bound, int columns, int batch, string what = "feature column")
    {
        for (int index = 0; index < values.Length; index++)
        {
            if (!(Math.Abs(values[index]) <= bound))
                throw new ContributionException($"Batch {batch}, row {index / columns}: {what} {index % columns} is {values[index]}, beyond ±{bound}; clip it as the job's features say.");
        }
    }
}
