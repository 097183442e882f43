using Federated.SecureAggregation.Cohort;
using Federated.SecureAggregation.Tests.Simulation;

namespace Federated.SecureAggregation.Tests.Cohort;

public sealed class ThresholdsTests
{
    [Theory]
    [InlineData(3, 0, 2)]
    [InlineData(5, 1, 4)]
    [InlineData(10, 3, 7)]
    [InlineData(100, 20, 61)]
    public void For_PublishedCases_Match(int members, int colluders, int threshold)
    {
        Thresholds thresholds = Thresholds.For(members, new Consortium(3).Parameters with { AssumedColluders = colluders });

        Assert.Equal(threshold, thresholds.ShareThreshold);
        Assert.True(2 * thresholds.Quorum > members + colluders);
    }

    [Theory]
    [InlineData(4, 0, 3)]
    [InlineData(5, 1, 4)]
    [InlineData(100, 20, 61)]
    public void For_DefaultFractions_CountColludersAndSurvivors(int members, int colluders, int threshold)
    {
        Thresholds thresholds = Thresholds.For(members, new Consortium(3).Parameters with { ColluderPermille = 200, DropoutPermille = 250 });

        Assert.Equal(colluders, thresholds.AssumedColluders);
        Assert.Equal(threshold, thresholds.ShareThreshold);
        Assert.Equal((int)Math.Ceiling(0.75 * members), thresholds.MinimumSurvivors);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(0)]
    [InlineData(10_001)]
    public void MinimumCohort_BelowThreeOrTooLarge_Refused(int minimum) =>
        Assert.Throws<ProtocolViolationException>(() => new Consortium(3).Parameters with { MinimumCohort = minimum });

    [Theory]
    [InlineData("")]
    [InlineData("../etc")]
    [InlineData("a job")]
    [InlineData(".hidden")]
    public void JobId_UnsafeName_Refused(string jobId) =>
        Assert.Throws<ProtocolViolationException>(() => new Consortium(3).Parameters with { JobId = jobId });

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(0)]
    [InlineData(-1)]
    public void ClipNorm_NotAFinitePositiveNumber_Refused(double clip) =>
        Assert.Throws<ProtocolViolationException>(() => new Consortium(3).Parameters with { ClipNorm = clip });
}
