namespace Federated.Computations;

/// <summary>A count that was summed as quantised doubles: the nearest whole number.</summary>
internal static class SummedCount
{
    private const double Tolerance = 0.25;

    /// <summary>The count at an index of a sum.</summary>
    /// <exception cref="ContributionException">It is not near a whole number from 0 to the most that is possible.</exception>
    public static long Of(ReadOnlySpan<double> sums, int index, long most)
    {
        double nearest = Math.Round(sums[index]);
        if (!(Math.Abs(sums[index] - nearest) <= Tolerance && nearest >= 0 && nearest <= most))
            throw new ContributionException($"Value {index} of the sum should be a count from 0 to {most}, but is {sums[index]}; a node sent something else.");
        return (long)nearest;
    }
}
