using Federated.Computations.Bandits;
using Federated.Learning.Bandits;
using Federated.Learning.Randomness;
using Federated.Learning.State;
using Xunit.Abstractions;

namespace Federated.Computations.Tests.Bandits;

public sealed class FederatedBanditTests(ITestOutputHelper output)
{
    private static readonly BanditRequest Request = new(SyntheticArms.Arms, SyntheticArms.Features, 10_000, rewardBound: 1, featureBound: 1);

    [Fact]
    public void Run_ThreeNodes_GivesThePolicyOfTheirPool()
    {
        BanditRows[] nodes = [.. Enumerable.Range(0, 3).Select(node => SyntheticArms.Rows(SyntheticArms.Log(150 * (node + 1), new SeededGenerator((ulong)node))))];
        (BanditState state, int rounds) = SimulatedRounds.Run(
            new FederatedBandit(), new BanditState(Request), [.. nodes.Select(node => new BanditBatches([node]))], BanditSnapshot.Write, snapshot => BanditSnapshot.Read(snapshot, Request));
        var pooled = new BanditStatistics(Request.Arms, Request.Features);
        new BanditBatches(nodes).Add(Request, pooled);

        Assert.Equal(1, rounds);
        LinearBandit expected = LinearBandit.Fit(pooled), actual = LinearBandit.Fit(state.Statistics!);
        for (int arm = 0; arm < Request.Arms; arm++)
        {
            Assert.Equal(pooled.PullsOf(arm), state.Statistics!.PullsOf(arm));
            Assert.All(expected.Weights(arm).ToArray().Zip(actual.Weights(arm).ToArray()), pair => Assert.Equal(pair.First, pair.Second, 1e-8));
        }
    }

    [Fact]
    public void Run_ArmBelowTheFloor_CountsAsNeverPulled()
    {
        int[] arms = [.. Enumerable.Repeat(0, 19), .. Enumerable.Repeat(1, 20), -1];
        var rows = new BanditRows(Enumerable.Repeat(1f, arms.Length * SyntheticArms.Features).ToArray(), arms, Enumerable.Repeat(1f, arms.Length).ToArray());
        BanditState state = SimulatedRounds.Finish(new FederatedBandit(), new BanditState(Request), [new BanditBatches([rows])]);
        Assert.Equal((0, 20), (state.Statistics!.PullsOf(0), state.Statistics.PullsOf(1)));
        Assert.All(state.Statistics.GramOf(0).ToArray(), sum => Assert.Equal(0, sum));
        Assert.All(state.Statistics.RewardsOf(0).ToArray(), sum => Assert.Equal(0, sum));
    }

    [Theory]
    [InlineData(BanditRule.UpperConfidence)]
    [InlineData(BanditRule.Thompson)]
    public void Choose_FourPartnersTogether_RegretsLessThanAloneAndEverLess(BanditRule rule)
    {
        RegretCurves curves = RegretCurves.Of(rule, partners: 4, rounds: 30, contextsOfRound: 25, seed: 5);
        for (int round = 4; round < 30; round += 5)
            output.WriteLine(FormattableString.Invariant($"{rule} after {25 * (round + 1)} customers a partner: joint {curves.Joint[round]:0.0}, alone {curves.Alone[round]:0.0}, every arm alike {curves.Uniform[round]:0.0}"));
        double joint = curves.Joint[^1], alone = curves.Alone[^1], chance = curves.Uniform[^1];
        Assert.True(joint < 0.75 * alone, $"joint {joint}, alone {alone}");
        Assert.True(alone < 0.8 * chance, $"alone {alone}, every arm alike {chance}");
        // Sublinear: the last third of the contexts costs less than half of what the first third did.
        double first = curves.Joint[9], last = curves.Joint[29] - curves.Joint[19];
        Assert.True(last < 0.5 * first, $"first third {first}, last third {last}");
    }

    [Fact]
    public void Read_DamagedState_IsRefused()
    {
        var rows = SyntheticArms.Rows(SyntheticArms.Log(200, new SeededGenerator(1)));
        ModelSnapshot snapshot = BanditSnapshot.Write(SimulatedRounds.Finish(new FederatedBandit(), new BanditState(Request), [new BanditBatches([rows])]));
        foreach ((string name, int index, double figure) in new[] { ("pulls", 0, 7.0), ("pulls", 0, -1), ("pulls", 0, 40.5), ("products", 0, -5), ("products", 3, double.NaN), ("rewards", 3, double.PositiveInfinity) })
            Assert.Throws<ContributionException>(() => BanditSnapshot.Read(SimulatedRounds.With(snapshot, name, index, figure), Request));
        Assert.Throws<ContributionException>(() => BanditSnapshot.Read(snapshot, new BanditRequest(3, SyntheticArms.Features, 10_000, 1)));
    }

    [Fact]
    public void Contribute_RowsThatDoNotFit_AreRefused()
    {
        var state = new BanditState(Request);
        void Refuse(BanditRows rows) => Assert.Throws<ContributionException>(() => SimulatedSum.Exact(new FederatedBandit(), state, [new BanditBatches([rows])]));
        float[] context = new float[SyntheticArms.Features];
        Refuse(new BanditRows(context, new[] { 4 }, new[] { 1f }));
        Refuse(new BanditRows(context, new[] { 0 }, new[] { 1.5f }));
        Refuse(new BanditRows(context, new[] { 0, 1 }, new[] { 1f, 1f }));
        Refuse(new BanditRows(new[] { 0, 0, 0, 0, 0, 1.5f }, new[] { 0 }, new[] { 1f }));
        Assert.Throws<ArgumentException>(() => new BanditRequest(1, 2, 100, 1));
        Assert.Throws<ArgumentException>(() => new BanditRequest(1000, 1000, 100, 1));
    }
}
