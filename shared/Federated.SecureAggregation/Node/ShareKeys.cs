using Federated.SecureAggregation.Cohort;
using Federated.SecureAggregation.Keys;
using Federated.SecureAggregation.Messages;
using Federated.SecureAggregation.SecretSharing;

namespace Federated.SecureAggregation.Node;

/// <summary>Step R1: the node verifies every advert, fixes the cohort hash, and shares out its self-mask seed and its mask key.</summary>
public sealed class ShareKeys : NodePhase
{
    private readonly Advert _advert;
    private readonly AgreementKey _maskKey;
    private readonly AgreementKey _channelKey;

    internal ShareKeys(Participant participant, Advert advert, AgreementKey maskKey, AgreementKey channelKey)
        : base(participant, advert.Parameters)
    {
        _advert = advert;
        _maskKey = maskKey;
        _channelKey = channelKey;
    }

    /// <summary>Verifies the cohort and seals a share of each secret for every neighbour.</summary>
    public NodeStep<MaskedInput, ShareBundle> Share(CohortAnnouncement announcement)
    {
        ArgumentNullException.ThrowIfNull(announcement);
        BeginStep();
        if (!CohortTranscript.TryBuild(announcement.Adverts, Participant.Roster, Parameters, out CohortTranscript? cohort, out ProtocolViolation? violation)
            || (violation = FindOwnFault(cohort, out int self)) is not null)
        {
            return Refuse<MaskedInput, ShareBundle>(violation);
        }

        SecretScalar seed = SecretScalar.Draw(Participant.Random);
        int threshold = cohort.Thresholds.ShareThreshold;
        int[] holders = [.. Enumerable.Range(0, cohort.Count).Where(holder => cohort.Graph.HoldsShareOf(holder, self))];
        int[] positions = [.. holders.Select(holder => holder + 1)];
        Share[] seedShares = ShamirSharing.Split(seed, threshold, positions, Participant.Random);
        Share[] keyShares = ShamirSharing.Split(_maskKey.Scalar, threshold, positions, Participant.Random);
        EncryptedShare?[] sealedShares = new EncryptedShare?[holders.Length];
        SecretBytes?[] openers = new SecretBytes?[cohort.Count];
        ReceivedShares received = new();
        Parallel.For(0, holders.Length, i =>
        {
            int other = holders[i];
            if (other == self)
            {
                received.Add(self, new SecretBytes(seedShares[i].Value.Span), new SecretBytes(keyShares[i].Value.Span));
                return;
            }

            using SecretBytes agreed = _channelKey.Agree(cohort.Adverts[other].ChannelKey);
            using SecretBytes key = KeyDerivation.ChannelKey(agreed, cohort.Hash, self, other);
            sealedShares[i] = ShareChannel.Seal(cohort.Hash, key, self, other, seedShares[i], keyShares[i]);
            openers[other] = KeyDerivation.ChannelKey(agreed, cohort.Hash, other, self);
        });
        _channelKey.Dispose();
        foreach (Share share in (IEnumerable<Share>)[.. seedShares, .. keyShares])
        {
            share.Dispose();
        }

        ShareBundle bundle = ShareBundle.Sign(Participant.Identity, Participant.NodeId, cohort.Hash, [.. sealedShares.OfType<EncryptedShare>()]);
        return new(new MaskedInput(Participant, cohort, self, new RoundSecrets(_maskKey, seed, openers), received), bundle);
    }

    private protected override void ZeroSecrets()
    {
        _maskKey.Dispose();
        _channelKey.Dispose();
    }

    private ProtocolViolation? FindOwnFault(CohortTranscript cohort, out int self)
    {
        if (!cohort.TryIndexOf(Participant.NodeId, out self) || !cohort.Adverts[self].SaysTheSameAs(_advert))
        {
            return new ProtocolViolation(
                ViolationCode.OwnMemberMissing,
                "The cohort does not hold this node's own advert as it was sent. The round was refused; show the notice to the coordinator's operator.",
                cohort.Adverts.Select(advert => advert.ToEvidence()));
        }

        return Participant.Floor.FindBreach(cohort, Enumerable.Range(0, cohort.Count), self);
    }
}
