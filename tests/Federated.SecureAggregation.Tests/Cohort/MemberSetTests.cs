using Federated.SecureAggregation.Cohort;

namespace Federated.SecureAggregation.Tests.Cohort;

public sealed class MemberSetTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 1)]
    [InlineData(-1, 1)]
    [InlineData(1, 10_000)]
    public void Constructor_RepeatedUnorderedOrOutOfRange_Refused(int first, int second) =>
        Assert.Throws<ProtocolViolationException>(() => new MemberSet([first, second]));

    [Fact]
    public void HashFor_OtherCohortOrOtherMembers_Differs()
    {
        Digest cohort = Digest.Of([1]);
        Digest hash = new MemberSet([0, 2]).HashFor(cohort);

        Assert.Equal(hash, new MemberSet([0, 2]).HashFor(cohort));
        Assert.NotEqual(hash, new MemberSet([0, 3]).HashFor(cohort));
        Assert.NotEqual(hash, new MemberSet([0, 2]).HashFor(Digest.Of([2])));
    }
}
