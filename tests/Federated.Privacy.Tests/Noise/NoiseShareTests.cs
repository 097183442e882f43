using Federated.Privacy.Noise;
using FsCheck;
using FsCheck.Fluent;

namespace Federated.Privacy.Tests.Noise;

public sealed class NoiseShareTests
{
    [Fact]
    public void Share_OfTenNodesWithThreeColluding_IsASeventh()
    {
        NoiseShare share = new(70, 10, 3);
        Assert.Equal(10, share.Variance);
        Assert.Equal(100, share.VarianceOfSum(10));
        Assert.Equal(70, share.VarianceAgainst(10, 3));
        Assert.Equal(10.0 / 7, share.Excess(10));
        Assert.Equal(2, share.Excess(14));
    }

    [Fact]
    public void Share_AnyDropoutsAndColluders_LeaveEnough() => Prop.ForAll(
        Gen.Choose(1, 500).SelectMany(fewest => Gen.Choose(0, fewest - 1).SelectMany(colluding => Gen.Choose(fewest, fewest + 500).Select(present => (fewest, colluding, present)))).ToArbitrary(),
        each =>
        {
            NoiseShare share = new(3, each.fewest, each.colluding);
            return share.VarianceAgainst(each.present, each.colluding) >= 3 * (1 - 1e-12) && share.Excess(each.present) >= 1;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Share_ImpossibleNumbers_AreRefused()
    {
        Assert.Throws<PrivacyParameterException>(() => new NoiseShare(1, 3, 3));
        Assert.Throws<PrivacyParameterException>(() => new NoiseShare(0, 3, 1));
        Assert.Throws<PrivacyParameterException>(() => new NoiseShare(double.NaN, 3, 1));
        Assert.Throws<PrivacyParameterException>(() => new NoiseShare(1, 3, 1).VarianceOfSum(2));
        Assert.Throws<PrivacyParameterException>(() => new NoiseShare(1, 3, 1).VarianceAgainst(3, 4));
    }
}
