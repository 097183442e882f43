using Federated.Learning.Experiments;
using Federated.Learning.Randomness;

namespace Federated.Learning.Tests.Experiments;

public sealed class RatioMismatchTests
{
    [Fact]
    public void Chance_ManyLooksAtThePlan_SeldomRaisesAnAlarm()
    {
        int alarms = 0;
        for (int run = 0; run < 400; run++)
        {
            var generator = new SeededGenerator((ulong)run);
            long[] counts = new long[3];
            bool alarm = false;
            for (int row = 0; row < 4000; row++)
            {
                counts[generator.NextDouble() is var draw && draw < 0.5 ? 0 : draw < 0.75 ? 1 : 2]++;
                alarm |= row % 20 == 0 && RatioMismatch.Chance(counts, [0.5, 0.25, 0.25]) < 0.05;
            }

            alarms += alarm ? 1 : 0;
        }

        Assert.InRange(alarms, 0, 32);
    }

    [Fact]
    public void Chance_SharesThatStray_RaisesTheAlarm()
    {
        Assert.InRange(RatioMismatch.Chance([5000, 5300], [0.5, 0.5]), 0.001, 1);
        Assert.InRange(RatioMismatch.Chance([50_000, 52_000], [0.5, 0.5]), 0, 1e-6);
        Assert.Equal(1, RatioMismatch.Chance([0, 0], [0.5, 0.5]));
    }

    // From the definition with Γ of whole numbers: Dirichlet(50, 50) and two rows of the first arm give (50·51/(100·101))/(1/4).
    [Fact]
    public void Chance_TwoRows_IsTheInverseOfTheBayesFactor()
        => Assert.Equal(0.25 / (50.0 * 51 / (100 * 101)), RatioMismatch.Chance([2, 0], [0.5, 0.5]), 1e-9);

    [Fact]
    public void Chance_SharesThatAreNone_AreRefused()
    {
        Assert.Throws<ArgumentException>(() => RatioMismatch.Chance([1, 2], [0.5, 0.6]));
        Assert.Throws<ArgumentException>(() => RatioMismatch.Chance([1, 2], [1, 0]));
        Assert.Throws<ArgumentException>(() => RatioMismatch.Chance([1], [1]));
    }
}
