using Federated.ClientNode.Join;

namespace Federated.ClientNode.Tests.Join;

public sealed class ExpiryWarningTests
{
    private static readonly DateTimeOffset Ends = new(2027, 5, 30, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(14 * 24 * 60, 14, "14 days")]
    [InlineData((8 * 24 * 60) + 1, 14, "9 days")]
    [InlineData(7 * 24 * 60, 7, "7 days")]
    [InlineData((24 * 60) + 1, 7, "2 days")]
    [InlineData(24 * 60, 1, "less than 1 day")]
    [InlineData(1, 1, "less than 1 day")]
    public void For_DaysLeft_WarnsAtEachThreshold(int minutesLeft, int threshold, string words)
    {
        var warning = ExpiryWarning.For(Ends, Ends.AddMinutes(-minutesLeft));
        Assert.Equal(threshold, warning?.Threshold);
        Assert.Contains($"ends in {words}, on 2027-05-30 12:00 UTC", warning?.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void For_MoreThanFourteenDays_IsSilent() => Assert.Null(ExpiryWarning.For(Ends, Ends.AddDays(-14).AddSeconds(-1)));

    [Fact]
    public void For_Ended_AsksForANewInvite()
    {
        var warning = ExpiryWarning.For(Ends, Ends);
        Assert.Equal(0, warning?.Threshold);
        Assert.Contains("invite it again", warning?.Text, StringComparison.Ordinal);
    }
}
