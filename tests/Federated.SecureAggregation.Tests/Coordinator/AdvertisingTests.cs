using Federated.SecureAggregation.Cohort;
using Federated.SecureAggregation.Coordinator;
using Federated.SecureAggregation.Node;
using Federated.SecureAggregation.Tests.Simulation;

namespace Federated.SecureAggregation.Tests.Coordinator;

public sealed class AdvertisingTests
{
    [Fact]
    public void Tick_TooFewAtTheDeadline_AbortsAndCanBeRetried()
    {
        Consortium consortium = new(4);
        StagedRound round = new(consortium);
        Advertising phase = new(consortium.Setting, consortium.Names, Consortium.Start);
        phase.Receive(round.Adverts[0]);
        phase.Receive(round.Adverts[1]);
        Assert.Same(phase, phase.Tick(phase.Deadline!.Value.AddTicks(-1)));

        Aborted end = Assert.IsType<Aborted>(phase.Tick(phase.Deadline!.Value));

        Assert.Equal(AbortCause.TooFewAdverts, end.Cause);
        Assert.True(end.CanRetryRound);
        Assert.Equal([Consortium.NameOf(2), Consortium.NameOf(3)], end.Dropouts.Select(dropout => dropout.NodeId));
    }

    [Fact]
    public void Receive_UninvitedForeignOrSecondAdvert_Refused()
    {
        Consortium consortium = new(4);
        StagedRound round = new(consortium);
        StagedRound again = new(consortium);
        Advertising phase = new(consortium.Setting, consortium.Names.Take(3), Consortium.Start);
        Advert other = new AdvertiseKeys(consortium.Participants[1], consortium.Parameters with { ModelHash = Digest.Of([1]) }).Advertise().MustAdvance().Message;

        Assert.True(phase.Receive(round.Adverts[0]).IsAccepted);
        Assert.True(phase.Receive(round.Adverts[0]).IsDuplicate);
        Assert.Equal(ViolationCode.ConflictingRepeat, phase.Receive(again.Adverts[0]).Violation?.Code);
        Assert.Equal(ViolationCode.UnexpectedMember, phase.Receive(round.Adverts[3]).Violation?.Code);
        Assert.Equal(ViolationCode.ModelDiffers, phase.Receive(other).Violation?.Code);
        Assert.Equal([Consortium.NameOf(1), Consortium.NameOf(2)], phase.Awaited);
    }
}
