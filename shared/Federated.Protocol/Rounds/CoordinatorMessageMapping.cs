using Federated.SecureAggregation;
using Federated.SecureAggregation.Cohort;
using Federated.SecureAggregation.Messages;

namespace Federated.Protocol.Rounds;

/// <summary>What the coordinator answers a node that asks what is next in its round.</summary>
public static class CoordinatorMessageMapping
{
    public static V1.CohortAdverts ToWire(this CohortAnnouncement announcement, V1.RoundKey round)
    {
        var wire = new V1.CohortAdverts { Round = round };
        wire.Adverts.AddRange(announcement.Adverts.Select(advert => advert.ToWire()));
        return wire;
    }

    /// <exception cref="ProtocolViolationException">A field is missing or out of its range.</exception>
    public static CohortAnnouncement ToCore(this V1.CohortAdverts wire) => new(wire.Adverts.Select(advert => advert.ToCore()));

    public static V1.ShareDelivery ToWire(this ShareDelivery delivery, V1.RoundKey round)
    {
        var wire = new V1.ShareDelivery { Round = round, CohortHash = delivery.CohortHash.ToWire() };
        wire.Shares.AddRange(delivery.Shares.Select(NodeMessageMapping.ToWire));
        return wire;
    }

    /// <exception cref="ProtocolViolationException">A field is missing or out of its range.</exception>
    public static ShareDelivery ToCore(this V1.ShareDelivery wire) => new(wire.CohortHash.ToDigest(), wire.Shares.Select(NodeMessageMapping.ToCore));

    public static V1.SurvivorSet ToWire(this SurvivorAnnouncement announcement, V1.RoundKey round)
    {
        var wire = new V1.SurvivorSet { Round = round, CohortHash = announcement.CohortHash.ToWire() };
        wire.Survivors.AddRange(announcement.Survivors.Select(member => (uint)member));
        return wire;
    }

    /// <exception cref="ProtocolViolationException">A field is missing or out of its range.</exception>
    public static SurvivorAnnouncement ToCore(this V1.SurvivorSet wire) => new(wire.CohortHash.ToDigest(), Members(wire.Survivors));

    public static V1.UnmaskingCall ToWire(this UnmaskRequest request, V1.RoundKey round)
    {
        var wire = new V1.UnmaskingCall { Round = round, CohortHash = request.CohortHash.ToWire() };
        wire.Survivors.AddRange(request.Survivors.Select(member => (uint)member));
        wire.Dropped.AddRange(request.Dropped.Select(member => (uint)member));
        wire.Signatures.AddRange(request.Signatures.Select(signature => new V1.SurvivorSignature
        {
            NodeId = signature.NodeId,
            SurvivorsHash = signature.SurvivorsHash.ToWire(),
            Signature = signature.Signature.ToWire(),
        }));
        return wire;
    }

    /// <exception cref="ProtocolViolationException">A field is missing or out of its range.</exception>
    public static UnmaskRequest ToCore(this V1.UnmaskingCall wire)
    {
        var cohort = wire.CohortHash.ToDigest();
        return new UnmaskRequest(
            cohort, Members(wire.Survivors), Members(wire.Dropped),
            wire.Signatures.Select(s => new ConsistencySignature(s.NodeId, cohort, s.SurvivorsHash.ToDigest(), s.Signature.ToSignature())));
    }

    private static MemberSet Members(IEnumerable<uint> wire) => new(wire.Select(ParameterMapping.Int));
}
