using Federated.Learning.Experiments;
using Federated.Learning.Randomness;
using FsCheck;
using FsCheck.Fluent;

namespace Federated.Learning.Tests.Experiments;

public sealed class MixtureIntervalTests
{
    private const int Runs = 400, Looks = 60, RowsALook = 50;

    [Fact]
    public void Chance_BelowTheLevel_JustWhenTheIntervalLeavesOutNothing()
        => Prop.ForAll(ArbMap.Default.ArbFor<ulong>(), seed =>
        {
            var generator = new SeededGenerator(seed);
            double estimate = generator.NextDouble() - 0.5, error = generator.NextDouble() * 0.02, spread = 0.001 + generator.NextDouble(), level = 0.001 + (0.5 * generator.NextDouble());
            return MixtureInterval.Chance(estimate, error, spread) < level == Math.Abs(estimate) > MixtureInterval.HalfWidth(error, spread, level);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void HalfWidth_SixtyLooks_MissesTheTruthAtAnyInAtMostOneOfTwenty()
    {
        (int sequential, int naive) = Rejections(effect: 0);
        // Of 400 at 5 %, more than 32 come with a chance of 0.4 %.
        Assert.InRange(sequential, 0, 32);
        // What one look's interval does when it is looked at sixty times.
        Assert.InRange(naive, 80, 400);
    }

    [Fact]
    public void HalfWidth_RowsThatThePlanAsksFor_FindTheEffect()
    {
        SampleSize size = SampleSize.OfShares(0.3, 0.1);
        Assert.InRange(size.Sequential, size.Fixed, 2 * Looks * RowsALook);
        int looks = (int)Math.Ceiling(size.Sequential / 2.0 / RowsALook);
        // Of 400 at a power of 80 %, fewer than 298 come with a chance of 0.4 %.
        Assert.InRange(Rejections(effect: 0.1, looks).Sequential, 298, 400);
    }

    [Fact]
    public void HalfWidth_Edges_AreSafe()
    {
        Assert.Equal(double.PositiveInfinity, MixtureInterval.HalfWidth(double.NaN, 0.1, 0.05));
        Assert.Equal(0, MixtureInterval.HalfWidth(0, 0.1, 0.05));
        Assert.Equal(1, MixtureInterval.Chance(0.3, double.NaN, 0.1));
        Assert.Throws<ArgumentOutOfRangeException>(() => MixtureInterval.HalfWidth(1, 0, 0.05));
        Assert.Throws<ArgumentOutOfRangeException>(() => MixtureInterval.HalfWidth(1, 1, 1));
    }

    private static (int Sequential, int Naive) Rejections(double effect, int looks = Looks)
    {
        int sequential = 0, naive = 0;
        for (int run = 0; run < Runs; run++)
        {
            var generator = new SeededGenerator(1000 + (ulong)run);
            double first = 0, second = 0;
            bool found = false, foundOnce = false;
            for (int look = 1; look <= looks; look++)
            {
                for (int row = 0; row < RowsALook; row++)
                {
                    first += generator.NextDouble() < 0.3 ? 1 : 0;
                    second += generator.NextDouble() < 0.3 + effect ? 1 : 0;
                }

                double rows = look * RowsALook, difference = (second - first) / rows, of = first / rows, other = second / rows;
                double error = ((of * (1 - of)) + (other * (1 - other))) / (rows - 1);
                found |= Math.Abs(difference) > MixtureInterval.HalfWidth(error, 0.1, 0.05);
                foundOnce |= Math.Abs(difference) > 1.96 * Math.Sqrt(error);
            }

            sequential += found ? 1 : 0;
            naive += foundOnce ? 1 : 0;
        }

        return (sequential, naive);
    }
}
