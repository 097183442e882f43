using Federated.Privacy.Noise;

namespace Federated.Privacy.Tests.Noise;

/// <summary>What many draws look like against a distribution on paper.</summary>
internal static class Draws
{
    public static long[] Of(INoiseSampler sampler, int count, int seed)
    {
        long[] draws = new long[count];
        using StreamOfSeed random = new(seed);
        sampler.Fill(draws, random);
        return draws;
    }

    /// <summary>Pearson's chi-square in standard deviations from what is expected; cells with fewer than 20 expected draws are joined.</summary>
    public static double ChiSquareScore(long[] draws, Func<long, double> probability, long reach)
    {
        var counts = draws.GroupBy(value => value).ToDictionary(group => group.Key, group => (double)group.Count());
        double expected = 0;
        double seen = 0;
        double left = draws.Length;
        double leftSeen = draws.Length;
        double sum = 0;
        int cells = 0;
        for (long value = -reach; value <= reach; value++)
        {
            expected += draws.Length * probability(value);
            seen += counts.GetValueOrDefault(value);
            if (expected < 20)
                continue;
            sum += (seen - expected) * (seen - expected) / expected;
            (left, leftSeen) = (left - expected, leftSeen - seen);
            (expected, seen) = (0, 0);
            cells++;
        }

        expected += Math.Max(0, left - expected);
        if (expected > 1)
            sum += (leftSeen - expected) * (leftSeen - expected) / expected;
        return (sum - cells) / Math.Sqrt(2.0 * cells);
    }
}
