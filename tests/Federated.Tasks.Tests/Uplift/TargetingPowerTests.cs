using System.Globalization;
using Federated.Tasks.Jobs;
using Federated.Tasks.Schema;
using Xunit.Abstractions;

namespace Federated.Tasks.Tests.Uplift;

/// <summary>How often whole jobs find a signal that is there, 1,400 customers of two partners being held out. With FEDERATED_FIGURES=1 the curve over five seeds of 40 draws each.</summary>
public sealed class TargetingPowerTests(ITestOutputHelper output)
{
    private const int Seeds = 5, DrawsOfSeed = 40;

    private static readonly bool IsLong = Environment.GetEnvironmentVariable("FEDERATED_FIGURES") == "1";
    private static readonly JobSpec Linear = Campaign.Job("permutations: 99");
    private static readonly JobSpec Trees = BandCampaign.Job("{kind: boosted_trees, trees: 12, depth: 3, bins: 12, shrinkage: 0.3}", "permutations: 99");
    private static readonly JobSpec Lines = BandCampaign.Job("{kind: linear}", "permutations: 99");

    [Fact]
    public void Run_EffectThatRunsOverTheVisits_IsFoundInFourOfFiveFromTheStatedSizeOn()
    {
        // Effects run from a tenth less half the size to a tenth and half the size more. Of 15 draws at a chance of 0.9, fewer than 9 come with 0.03 %.
        if (!IsLong)
        {
            Assert.InRange(Enumerable.Range(0, 15).Count(draw => Finds(Linear, Graded(0.4, (ulong)draw))), 9, 15);
            return;
        }

        double[] sizes = [0.2, 0.25, 0.3, 0.35, 0.4, 0.5];
        double[] powers = [.. sizes.Select(size => Power("over the visits", size, seed => Finds(Linear, Graded(size, seed))))];
        Assert.True(powers[^2] >= 0.8, "an effect that differs by 0.4 is found less often than in four of five");
    }

    [Fact]
    public void Run_EffectInABand_IsFoundByTrees()
    {
        if (!IsLong)
        {
            Assert.True(Finds(Trees, Banded(0.4, 1)));
            return;
        }

        double[] sizes = [0.15, 0.2, 0.3];
        double[] trees = [.. sizes.Select(size => Power("in a band, trees", size, seed => Finds(Trees, Banded(size, seed))))];
        _ = sizes.Select(size => Power("in a band, lines", size, seed => Finds(Lines, Banded(size, seed)))).ToArray();
        Assert.True(trees[^1] >= 0.8, "a band of 0.3 is found less often than in four of five");
    }

    private double Power(string effect, double size, Func<ulong, bool> finds)
    {
        double[] found = [.. Enumerable.Range(0, Seeds).Select(seed => Enumerable.Range(0, DrawsOfSeed).Count(draw => finds((ulong)((1000 * seed) + draw))) / (double)DrawsOfSeed)];
        double mean = found.Average(), deviation = Math.Sqrt(found.Sum(each => (each - mean) * (each - mean)) / (Seeds - 1));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"effect {effect} of size {size}: found in {mean:0.000} ± {deviation:0.000}"));
        return mean;
    }

    private static bool Finds(JobSpec job, LocalTable[] tables) => new JointRun(job, tables).Figure("targetable") == 1;

    // Partners contact different shares.
    private static LocalTable[] Graded(double size, ulong seed) =>
    [
        Campaign.Draw(Linear.Contract, 1750, 5000 + (3 * seed), size, share: 0.5, level: 0.2),
        Campaign.Draw(Linear.Contract, 1750, 5001 + (3 * seed), size, share: 0.3, level: 0.3),
    ];

    private static LocalTable[] Banded(double size, ulong seed) =>
        [BandCampaign.Draw(Trees.Contract, 1750, 5000 + (3 * seed), size), BandCampaign.Draw(Trees.Contract, 1750, 5001 + (3 * seed), size, share: 0.3)];
}
