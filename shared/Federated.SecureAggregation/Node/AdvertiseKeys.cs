using Federated.SecureAggregation.Cohort;
using Federated.SecureAggregation.Keys;

namespace Federated.SecureAggregation.Node;

/// <summary>Step R0: the node judges what it was offered and, when it agrees, advertises fresh keys under exactly those parameters.</summary>
public sealed class AdvertiseKeys : NodePhase
{
    /// <param name="participant">This node.</param>
    /// <param name="offered">The offer, with the model, policy and roster hashes that the node computed itself.</param>
    public AdvertiseKeys(Participant participant, RoundParameters offered)
        : base(participant, offered)
    {
        ArgumentNullException.ThrowIfNull(participant);
        ArgumentNullException.ThrowIfNull(offered);
    }

    /// <summary>Advertises, or refuses an offer below the floor, of another roster, or of a round that is over.</summary>
    public NodeStep<ShareKeys, Advert> Advertise()
    {
        BeginStep();
        ProtocolViolation? violation = Participant.Floor.FindBreach(Parameters)
            ?? RoundLedgerRules.FindReplay(Participant.Ledger, Parameters)
            ?? FindOtherRoster();
        if (violation is not null)
        {
            return Refuse<ShareKeys, Advert>(violation);
        }

        AgreementKey maskKey = AgreementKey.Generate(Participant.Random);
        AgreementKey channelKey = AgreementKey.Generate(Participant.Random);
        Span<byte> nonce = stackalloc byte[Advert.NonceBytes];
        Participant.Random.GetBytes(nonce);
        Advert advert = Advert.Sign(Participant.Identity, Participant.NodeId, Parameters, maskKey.PublicKey, channelKey.PublicKey, nonce);
        return new(new ShareKeys(Participant, advert, maskKey, channelKey), advert);
    }

    private protected override void ZeroSecrets()
    {
        // No secret exists before the advert.
    }

    private ProtocolViolation? FindOtherRoster() => Parameters.RosterRoot.Equals(Participant.Roster.Root) ? null : new ProtocolViolation(
        ViolationCode.RosterDiffers, "The round is offered under a roster that this node has not acknowledged. Acknowledge the change, then retry.");
}
