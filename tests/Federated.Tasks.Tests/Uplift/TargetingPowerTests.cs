using System.Globalization;
using Federated.Tasks.Jobs;
using Federated.Tasks.Schema;
using Xunit.Abstractions;

namespace Federated.Tasks.Tests.Uplift;

/// <summary>How often whole jobs find a signal that is there, 1,400 customers of two partners being held out. With FEDERATED_FIGURES=1 the curve over five seeds of 20 draws each.</summary>
public sealed class TargetingPowerTests(ITestOutputHelper output)
{
    private static readonly bool IsLong = Environment.GetEnvironmentVariable("FEDERATED_FIGURES") == "1";
    private static readonly int Seeds = IsLong ? 5 : 1;
    private static readonly JobSpec Linear = Campaign.Job("permutations: 99");
    private static readonly JobSpec Trees = BandCampaign.Job("{kind: boosted_trees, trees: 12, depth: 3, bins: 12, shrinkage: 0.3}", "permutations: 99");
    private static readonly JobSpec Lines = BandCampaign.Job("{kind: linear}", "permutations: 99");

    /// <summary>Sizes of an effect, and the least power that is stated for each.</summary>
    public static TheoryData<double, double> Graded => IsLong ? new() { { 0.2, 0.2 }, { 0.25, 0.6 }, { 0.3, 0.8 }, { 0.4, 0.9 } } : new() { { 0.5, 0.8 } };

    /// <summary>The same of effects in a band.</summary>
    public static TheoryData<double, double> Banded => IsLong ? new() { { 0.2, 0.3 }, { 0.3, 0.8 } } : new() { { 0.4, 0.8 } };

    // From a tenth less half the size to a tenth and half the size more.
    [Theory]
    [MemberData(nameof(Graded))]
    public void Run_EffectThatRunsOverTheVisits_IsFoundAsOftenAsItsSizeAllows(double size, double least) =>
        Assert.InRange(Power("over the visits", size, seed => Finds(Linear, OverTheVisits(size, seed))), least, 1);

    [Theory]
    [MemberData(nameof(Banded))]
    public void Run_EffectInABand_IsFoundByTrees(double size, double least)
    {
        if (IsLong)
            _ = Power("in a band, lines", size, seed => Finds(Lines, InABand(size, seed)));
        Assert.InRange(Power("in a band, trees", size, seed => Finds(Trees, InABand(size, seed))), least, 1);
    }

    private double Power(string effect, double size, Func<ulong, bool> finds)
    {
        int draws = IsLong ? 20 : 3;
        double[] found = [.. Enumerable.Range(0, Seeds).Select(seed => Enumerable.Range(0, draws).Count(draw => finds((ulong)((1000 * seed) + draw))) / (double)draws)];
        double mean = found.Average(), deviation = Math.Sqrt(found.Sum(each => (each - mean) * (each - mean)) / Math.Max(1, Seeds - 1));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"effect {effect} of size {size}: found in {mean:0.000} ± {deviation:0.000} of {Seeds} times {draws} draws"));
        return mean;
    }

    private static bool Finds(JobSpec job, LocalTable[] tables) => new JointRun(job, tables).Figure("targetable") == 1;

    // Partners contact different shares.
    private static LocalTable[] OverTheVisits(double size, ulong seed) =>
    [
        Campaign.Draw(Linear.Contract, 1750, 5000 + (3 * seed), size, share: 0.5, level: 0.2),
        Campaign.Draw(Linear.Contract, 1750, 5001 + (3 * seed), size, share: 0.3, level: 0.3),
    ];

    private static LocalTable[] InABand(double size, ulong seed) =>
        [BandCampaign.Draw(Trees.Contract, 1750, 5000 + (3 * seed), size), BandCampaign.Draw(Trees.Contract, 1750, 5001 + (3 * seed), size, share: 0.3)];
}
