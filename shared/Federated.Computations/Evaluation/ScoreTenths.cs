using System.Collections.Immutable;

namespace Federated.Computations.Evaluation;

/// <summary>Cuts joint histograms of scores into groups of at least a tenth of the rows each, so that lift and calibration can be shown without fine counts.</summary>
internal static class ScoreTenths
{
    private const int Groups = 10;

    /// <summary>The groups, highest scores first. A bin is never divided, so there may be fewer than ten; none when a tenth would be fewer rows than the floor.</summary>
    public static ImmutableArray<ScoreTenth> Of(ReadOnlySpan<long> positives, ReadOnlySpan<long> negatives, int floor)
    {
        long total = 0;
        for (int bin = 0; bin < positives.Length; bin++)
            total += positives[bin] + negatives[bin];
        if (total < (long)Groups * floor)
            return [];
        var tenths = ImmutableArray.CreateBuilder<ScoreTenth>(Groups);
        long rows = 0, hits = 0, taken = 0;
        double score = 0;
        for (int bin = positives.Length - 1; bin >= 0; bin--)
        {
            long here = positives[bin] + negatives[bin];
            rows += here;
            hits += positives[bin];
            score += here * ((bin + 0.5) / positives.Length);
            bool isFull = taken + rows >= Math.Ceiling(total * (tenths.Count + 1) / (double)Groups);
            if (rows == 0 || !(isFull || bin == 0))
                continue;
            tenths.Add(new ScoreTenth(rows, hits, score / rows));
            taken += rows;
            (rows, hits, score) = (0, 0, 0);
        }

        return tenths.ToImmutable();
    }
}
