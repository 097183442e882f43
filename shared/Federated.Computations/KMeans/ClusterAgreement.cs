using System.Collections.Immutable;

namespace Federated.Computations.KMeans;

/// <summary>How far two clusterings of the same rows agree, from the table of counts of rows by the cluster of each.</summary>
public sealed class ClusterAgreement
{
    /// <summary>Computes both measures.</summary>
    /// <param name="counts">k₁ × k₂, row-major.</param>
    /// <param name="first">k₁, at least 1.</param>
    /// <exception cref="ArgumentException">The counts do not fill rows, or one is negative.</exception>
    public ClusterAgreement(ReadOnlySpan<long> counts, int first)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(first, 1);
        if (counts.IsEmpty || counts.Length % first != 0 || counts.ContainsAnyExceptInRange(0, long.MaxValue))
            throw new ArgumentException($"{counts.Length} counts do not make a table of {first} rows, or one is negative.", nameof(counts));
        int second = counts.Length / first;
        double[] rows = new double[first], columns = new double[second];
        double total = 0, pairs = 0;
        for (int index = 0; index < counts.Length; index++)
        {
            rows[index / second] += counts[index];
            columns[index % second] += counts[index];
            total += counts[index];
            pairs += Pairs(counts[index]);
        }

        double rowPairs = rows.Sum(Pairs), columnPairs = columns.Sum(Pairs);
        double expected = total < 2 ? 0 : rowPairs * columnPairs / Pairs(total), most = (rowPairs + columnPairs) / 2;
        AdjustedRand = most - expected == 0 ? 1 : (pairs - expected) / (most - expected);
        var jaccard = ImmutableArray.CreateBuilder<double>(first);
        for (int row = 0; row < first; row++)
        {
            double best = 0;
            for (int column = 0; column < second; column++)
            {
                double common = counts[(row * second) + column], either = rows[row] + columns[column] - common;
                best = Math.Max(best, either > 0 ? common / either : 0);
            }

            jaccard.Add(best);
        }

        Jaccard = jaccard.MoveToImmutable();
    }

    internal ClusterAgreement(double adjustedRand, ImmutableArray<double> jaccard)
    {
        AdjustedRand = adjustedRand;
        Jaccard = jaccard;
    }

    /// <summary>Adjusted Rand index (Hubert and Arabie 1985): 1 for the same partition, about 0 for unrelated ones.</summary>
    public double AdjustedRand { get; }

    /// <summary>For each cluster of the first clustering, the Jaccard index with the cluster of the second that is most like it (Hennig 2007), 0 to 1.</summary>
    public ImmutableArray<double> Jaccard { get; }

    private static double Pairs(double count) => count * (count - 1) / 2;
}
