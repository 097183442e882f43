using Federated.Protocol.Rounds;
using Federated.SecureAggregation;
using Federated.SecureAggregation.Cohort;
using Federated.SecureAggregation.Ring;
using RosterMember = Federated.SecureAggregation.Cohort.RosterMember;
using RoundParameters = Federated.SecureAggregation.Cohort.RoundParameters;

namespace Federated.Protocol.Tests.Rounds;

public class RoundFormTests
{
    private static readonly RoundForm Form = new()
    {
        MinimumCohort = 4,
        Collusion = 0.2,
        Dropout = 0.34,
        Length = 100,
        Bits = 16,
        Bound = 10,
        WeightBound = 256,
        TotalWeightBound = null,
        ClipNorm = 5,
        IsRotated = false,
    };

    private static readonly Roster Members = new(Enumerable.Range(0, 5).Select(index => new RosterMember($"node-{index}", $"node-{index}", Samples.Point())));

    [Fact]
    public void ToParameters_Form_BecomesWhatBothSidesAgreeOn()
    {
        var parameters = Parameters(Form);
        Assert.Equal((Samples.Key.JobId, 3L, 2), (parameters.JobId, parameters.Round, parameters.Attempt));
        Assert.Equal((Members.Root, Digest.Of("state"u8), Digest.Of("job"u8)), (parameters.RosterRoot, parameters.ModelHash, parameters.PolicyHash));
        Assert.Equal((4, 200, 340), (parameters.MinimumCohort, parameters.ColluderPermille, parameters.DropoutPermille));
        Assert.Equal((100, 16, 10.0, 256L, 5.0), (parameters.ValueCount, parameters.QuantisationBits, parameters.ValueBound, parameters.WeightBound, parameters.ClipNorm));
        Assert.Equal(RingModulus.Smallest(16, 5, 256).Bits, parameters.ModulusBits);
    }

    [Fact]
    public void ToParameters_NoNorm_IsTheCornerOfTheBox() => Assert.Equal(100, Parameters(Form with { ClipNorm = null }).ClipNorm, 9);

    [Fact]
    public void ToParameters_OutOfTheSecureSumsRange_IsRefused()
    {
        foreach (var form in new[] { Form with { Length = 0 }, Form with { MinimumCohort = 2 }, Form with { Bound = double.NaN }, Form with { Bits = 60, WeightBound = 1L << 39 } })
            Assert.Throws<ProtocolViolationException>(() => Parameters(form));
    }

    [Fact]
    public void ToParameters_FewerInvited_HasTheRingOfThoseWhoAre()
    {
        foreach (int invited in new[] { 3, 4, 5 })
            Assert.Equal(RingModulus.Smallest(16, invited, 256).Bits, Form.ToParameters(Samples.Key, Members, invited, Digest.Of("state"u8), Digest.Of("job"u8)).ModulusBits);
        Assert.Equal(16 + 9, Parameters(Form with { TotalWeightBound = 512 }).ModulusBits);
    }

    [Fact]
    public void ToParameters_Rotated_HasTheBoundOfARotatedValue()
    {
        var rotated = Parameters(Form with { IsRotated = true, Length = 10_000 });
        Assert.Equal(RandomRotation.BoundFor(10_000, 5), rotated.ValueBound);
        Assert.True(rotated.IsRotated);
        Assert.Equal(5, rotated.ClipNorm);
    }

    [Theory]
    [InlineData(26, true)]
    [InlineData(27, true)]
    [InlineData(25, false)]
    [InlineData(28, false)]
    [InlineData(62, false)]
    public void Expect_RingOfTheOffer_LiesBetweenThoseOfTheSmallestCohortAndOfAll(int offered, bool isExpected)
    {
        // Four members of weight 256 need 26 bits, five 27.
        var offer = Parameters(Form) with { ModulusBits = offered };
        Assert.Equal(isExpected, Expected(offer) == offer);
    }

    [Fact]
    public void Expect_AnythingElseOfTheOffer_IsNotTakenOver()
    {
        var honest = Parameters(Form);
        Assert.Equal(honest, Expected(honest));
        foreach (var lie in new[] { honest with { IsRotated = true }, honest with { QuantisationBits = 8 }, honest with { ValueBound = 9 }, honest with { TotalWeightBound = 9 }, honest with { WeightBound = 1 } })
            Assert.Equal(honest, Expected(lie));
    }

    private static RoundParameters Expected(RoundParameters offered) => Form.Expect(offered, Samples.Key, Members, Digest.Of("state"u8), Digest.Of("job"u8));

    private static RoundParameters Parameters(RoundForm form) => form.ToParameters(Samples.Key, Members, Members.Members.Count, Digest.Of("state"u8), Digest.Of("job"u8));
}
