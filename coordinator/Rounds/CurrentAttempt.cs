using Federated.Protocol.Rounds;
using Federated.Protocol.V1;
using Federated.SecureAggregation;
using Federated.SecureAggregation.Cohort;
using Federated.SecureAggregation.Coordinator;
using Federated.SecureAggregation.Messages;
using RosterMember = Federated.Protocol.V1.RosterMember;

namespace Federated.Coordinator.Rounds;

/// <summary>One attempt at a round: its phase, what it has to say to a node, and what a node may say to it.</summary>
internal sealed class CurrentAttempt
{
    private readonly HashSet<string> _advertised = new(StringComparer.Ordinal);
    private readonly IReadOnlyList<RosterMember> _members;

    public CurrentAttempt(RoundKey key, IReadOnlyList<RosterMember> members, CoordinatorPhase phase)
    {
        Key = key;
        _members = members;
        Phase = phase;
    }

    public RoundKey Key { get; }

    /// <summary>Names of the partners on the roster.</summary>
    public IReadOnlyList<string> Members => [.. _members.Select(member => member.NodeId)];

    public CoordinatorPhase Phase { get; set; }

    public static CurrentAttempt Resume(SavedAttempt saved, Unmasking unmasking) => new(saved.Key, saved.Members, unmasking);

    /// <summary>What a node that is in no round should do; null when it is to wait.</summary>
    public NextResponse? Invite(string node)
    {
        if (Phase is not Advertising || _advertised.Contains(node) || !Phase.Awaited.Contains(node))
            return null;
        var offer = new RoundOffer { Parameters = Phase.Parameters.ToWire() };
        offer.Roster.AddRange(_members);
        return new NextResponse { Offer = offer };
    }

    /// <summary>A node that had joined this attempt asks as one that is in no round: it was restarted and has lost its keys.</summary>
    public void Forget(string node)
    {
        if (Phase is not Advertising || _advertised.Contains(node))
            Phase.Withdraw(node, "its node was restarted");
    }

    /// <summary>What a node that has completed a step of this attempt should do next; null when it is to wait.</summary>
    public NextResponse? Continue(string node, RoundStep completed) => (completed, Phase) switch
    {
        (RoundStep.Advertised, Advertising) or (RoundStep.Shared, Sharing) or (RoundStep.Uploaded, Collecting) or (RoundStep.Agreed, Agreeing) => null,
        (RoundStep.Advertised, Sharing sharing) when sharing.Cohort.TryIndexOf(node, out _) => new NextResponse { Adverts = sharing.Announcement.ToWire(Key) },
        (RoundStep.Shared, Collecting collecting) when IsAmong(collecting.Sharers, collecting.Cohort, node) => new NextResponse { Shares = collecting.DeliveryFor(node).ToWire(Key) },
        (RoundStep.Uploaded, Agreeing agreeing) when IsAmong(agreeing.Survivors, agreeing.Cohort, node) => new NextResponse { Survivors = agreeing.Announcement.ToWire(Key) },
        (RoundStep.Agreed, Unmasking unmasking) when Signed(unmasking, node) => new NextResponse { Unmasking = unmasking.Request.ToWire(Key) },
        (RoundStep.Unmasked or RoundStep.Refused, _) => null,
        _ => new NextResponse { Outcome = new RoundOutcome { Round = Key, Result = RoundResult.LeftOut, Detail = "the cohort went on without this node" } },
    };

    public Receipt? Receive(Advert advert)
    {
        var receipt = Phase switch
        {
            Advertising advertising => advertising.Receive(advert),
            Sharing sharing => Late(sharing.Cohort.TryIndexOf(advert.NodeId, out _)),
            _ => null,
        };
        if (receipt is { IsAccepted: true })
            _advertised.Add(advert.NodeId);
        return receipt;
    }

    public Receipt? Receive(ShareBundle bundle) => Phase switch
    {
        Sharing sharing => sharing.Receive(bundle),
        Collecting collecting => Late(IsAmong(collecting.Sharers, collecting.Cohort, bundle.NodeId)),
        _ => null,
    };

    public Receipt? Receive(UploadChunk chunk) => Phase switch
    {
        Collecting collecting => collecting.Receive(chunk),
        Agreeing agreeing => Late(IsAmong(agreeing.Survivors, agreeing.Cohort, chunk.NodeId)),
        _ => null,
    };

    public Receipt? Receive(UploadCommit commit) => Phase switch
    {
        Collecting collecting => collecting.Receive(commit),
        Agreeing agreeing => Late(IsAmong(agreeing.Survivors, agreeing.Cohort, commit.NodeId)),
        _ => null,
    };

    public Receipt? Receive(ConsistencySignature signature) => Phase switch
    {
        Agreeing agreeing => agreeing.Receive(signature),
        Unmasking unmasking => Late(Signed(unmasking, signature.NodeId)),
        _ => null,
    };

    public Receipt? Receive(SecureAggregation.Messages.UnmaskResponse response) => (Phase as Unmasking)?.Receive(response);

    // The answer to a message whose phase is over: it was counted before, so this is a repeat whose answer was lost; or it came too late.
    private static Receipt? Late(bool wasCounted) => wasCounted ? Receipt.Repeated : null;

    private static bool IsAmong(MemberSet set, CohortTranscript cohort, string node) =>
        cohort.TryIndexOf(node, out var index) && set.Contains(index);

    private static bool Signed(Unmasking unmasking, string node) => unmasking.Request.Signatures.Any(signature => signature.NodeId == node);
}
