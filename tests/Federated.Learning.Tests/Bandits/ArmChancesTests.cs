using Federated.Learning.Bandits;
using Federated.Learning.Randomness;

namespace Federated.Learning.Tests.Bandits;

public sealed class ArmChancesTests
{
    private static readonly float[] Context = [1, 0.5f];

    [Theory]
    [InlineData(BanditRule.Greedy)]
    [InlineData(BanditRule.UpperConfidence)]
    [InlineData(BanditRule.Thompson)]
    [InlineData(BanditRule.Uniform)]
    public void Of_EveryRule_AddsUpToOneAndKeepsItsUniformShare(BanditRule rule)
    {
        LinearBandit bandit = Learned(40);
        var chances = new double[3];
        new ArmChances(bandit, new ArmPolicy { Rule = rule, Uniform = 0.3 }).Of(Context, chances);
        Assert.Equal(1, chances.Sum(), 1e-12);
        Assert.All(chances, chance => Assert.True(chance >= 0.1 - 1e-12));
        if (rule == BanditRule.Uniform)
            Assert.Equal([1.0 / 3, 1.0 / 3, 1.0 / 3], chances);
        else
            Assert.Equal(1, Array.IndexOf(chances, chances.Max()));
    }

    [Fact]
    public void Of_Thompson_IsTheShareOfTheDrawsOfTheBanditItself()
    {
        LinearBandit bandit = Learned(6);
        var chances = new double[3];
        new ArmChances(bandit, new ArmPolicy { Rule = BanditRule.Thompson }).Of(Context, chances);
        double[] often = new double[3], scores = new double[3];
        var generator = new SeededGenerator(9);
        for (int draw = 0; draw < 20_000; draw++)
        {
            bandit.Sample(Context, 1, generator, scores);
            often[LinearBandit.Best(scores)] += 1.0 / 20_000;
        }

        Assert.All(chances.Zip(often), pair => Assert.Equal(pair.Second, pair.First, 0.12));
        Assert.InRange(often.Max(), 0.3, 0.95);
    }

    [Fact]
    public void Draw_NumbersAlongTheLine_FallOnTheirArms()
    {
        double[] chances = [0.25, 0, 0.5, 0.25];
        Assert.Equal([0, 2, 2, 3, 3], new[] { 0.2, 0.25, 0.74, 0.75, 0.999999 }.Select(uniform => ArmChances.Draw(chances, uniform)));
        Assert.Equal(1, ArmChances.Draw([0.5, 0.4999999], 0.99999999));
    }

    [Fact]
    public void Of_FaultyInput_IsRefused()
    {
        Assert.Throws<ArgumentException>(() => new ArmChances(Learned(5), new ArmPolicy { Rule = BanditRule.Greedy, Uniform = 1.5 }));
        Assert.Throws<ArgumentException>(() => new ArmChances(Learned(5), new ArmPolicy { Rule = (BanditRule)9 }));
        Assert.Throws<ArgumentException>(() => new ArmChances(Learned(5), new ArmPolicy { Rule = BanditRule.Greedy }).Of(Context, new double[2]));
        Assert.Throws<ArgumentException>(() => new ArmChances(Learned(5), new ArmPolicy { Rule = BanditRule.Greedy }).Of([1], new double[3]));
    }

    private static LinearBandit Learned(int pulls)
    {
        var statistics = new BanditStatistics(3, 2);
        for (int pull = 0; pull < 3 * pulls; pull++)
            statistics.Add(pull % 3, [1, (pull % 7) / 7f], pull % 3 == 1 ? 0.8 : 0.2);
        return LinearBandit.Fit(statistics);
    }
}
