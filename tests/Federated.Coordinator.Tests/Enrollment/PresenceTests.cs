using Federated.Coordinator.Enrollment;

namespace Federated.Coordinator.Tests.Enrollment;

public class PresenceTests
{
    private readonly ManualClock _clock = new();
    private readonly Presence _presence;

    public PresenceTests() => _presence = new Presence(_clock);

    [Fact]
    public void Node_NeverSeen_IsNeitherPresentNorExpected()
    {
        Assert.False(_presence.IsPresent("a"));
        Assert.False(_presence.IsExpected("a"));
    }

    [Fact]
    public void Node_WithAnOpenPoll_IsPresentHoweverLong()
    {
        using var visit = _presence.Enter("a");
        _clock.Now = _clock.Now.AddHours(1);
        Assert.True(_presence.IsPresent("a"));
        Assert.False(_presence.IsPresent("b"));
    }

    [Fact]
    public void Node_ThatLeft_IsPresentForAMomentAndExpectedForLonger()
    {
        _presence.Enter("a").Dispose();
        _clock.Now = _clock.Now.AddSeconds(4);
        Assert.True(_presence.IsPresent("a"));
        _clock.Now = _clock.Now.AddSeconds(2);
        Assert.False(_presence.IsPresent("a"));
        Assert.True(_presence.IsExpected("a"));
        _clock.Now = _clock.Now.AddSeconds(30);
        Assert.False(_presence.IsExpected("a"));
    }

    [Fact]
    public void Node_WithTwoPolls_IsPresentUntilBothAreOver()
    {
        var first = _presence.Enter("a");
        var second = _presence.Enter("a");
        first.Dispose();
        first.Dispose();
        _clock.Now = _clock.Now.AddMinutes(1);
        Assert.True(_presence.IsPresent("a"));
        second.Dispose();
        _clock.Now = _clock.Now.AddMinutes(1);
        Assert.False(_presence.IsPresent("a"));
    }

    [Fact]
    public void Touch_CallOfARound_CountsAsSeen()
    {
        _presence.Touch("a");
        Assert.True(_presence.IsPresent("a"));
    }

    [Fact]
    public void IsWorthRecording_ManyVisits_AreWrittenDownNowAndThen()
    {
        Assert.True(_presence.IsWorthRecording("a"));
        Assert.False(_presence.IsWorthRecording("a"));
        _clock.Now = _clock.Now.AddSeconds(5);
        Assert.True(_presence.IsWorthRecording("a"));
    }
}
