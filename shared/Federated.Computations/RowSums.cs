namespace Federated.Computations;

/// <summary>
/// Sums over rows in one vector, though their coordinates have different scales: each is divided by the most that one row of weight 1 adds to it, so
/// that all lie within the bound on a node's rows. With 48 bits a sum of n nodes is then off by at most n · rows · most ÷ 2⁴⁷ in each coordinate: a
/// mean over all rows by less than n · most · 10⁻¹⁴.
/// </summary>
internal static class RowSums
{
    /// <summary>Most rows that a node may have: counts of 10,000 nodes still come back exact.</summary>
    public const long MaximumRows = 1L << 31;

    private const int Bits = 48;

    public static ContributionSpec Specify(int length, long rowBound)
        => new(length, rowBound, clipNorm: null, Bits, weightBound: 1, UnitOfPrivacy.Partner);

    /// <summary>Adds the sums of some rows to those that a computation collects.</summary>
    /// <exception cref="ContributionException">The computation collects another number of sums.</exception>
    public static void Add(ReadOnlySpan<double> sums, Span<double> into)
    {
        if (into.Length != sums.Length)
            throw new ContributionException($"The job asks for {into.Length} sums, but rows of these columns have {sums.Length}; the node's features are not the job's.");
        for (int index = 0; index < sums.Length; index++)
            into[index] += sums[index];
    }

    /// <summary>Fills a contribution with sums in their own units.</summary>
    /// <exception cref="ContributionException">A coordinate is larger than so many rows can make it.</exception>
    public static void Contribute(ReadOnlySpan<double> sums, ReadOnlySpan<double> most, Contribution into)
    {
        double bound = into.Specification.Bound;
        for (int index = 0; index < sums.Length; index++)
        {
            double scaled = sums[index] / most[index];
            if (!(Math.Abs(scaled) <= bound * (1 + 1e-9)))
            {
                throw new ContributionException(
                    $"Sum {index} over this node's rows is {sums[index]}, more than the job allows for {bound} rows. Nothing was sent; "
                    + "check that the rows are those that the statistics counted and that features lie within their declared bound.");
            }

            into.Values[index] = Math.Clamp(scaled, -bound, bound);
        }

        into.Weight = 1;
        into.Validate();
    }

    /// <summary>The sums in their own units again.</summary>
    /// <exception cref="ContributionException">The sum does not have the specified form.</exception>
    public static double[] Read(SecureSum sum, ReadOnlySpan<double> most, long rowBound)
    {
        ArgumentNullException.ThrowIfNull(sum);
        sum.RequireFit(Specify(most.Length, rowBound));
        var sums = new double[most.Length];
        double limit = (double)sum.Contributors * rowBound * (1 + 1e-9);
        for (int index = 0; index < sums.Length; index++)
        {
            if (!(Math.Abs(sum.Values[index]) <= limit))
                throw new ContributionException($"Value {index} of the sum is {sum.Values[index]}, more than {sum.Contributors} nodes can add up to; a node sent something else.");
            sums[index] = sum.Values[index] * most[index];
        }

        return sums;
    }

    /// <summary>The most by which rounding moves a coordinate of a sum, in its own units.</summary>
    public static double Rounding(int contributors, long rowBound, double most) => contributors * rowBound * most / ((1L << (Bits - 1)) - 1);
}
