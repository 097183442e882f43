using Federated.SecureAggregation.Cohort;
using Federated.SecureAggregation.Keys;
using Federated.SecureAggregation.Messages;
using Federated.SecureAggregation.Ring;

namespace Federated.SecureAggregation.Node;

/// <summary>Step R2: the node opens its neighbours' shares and masks its contribution. Its own keys and seed are zeroed right after.</summary>
public sealed class MaskedInput : NodePhase
{
    private readonly CohortTranscript _cohort;
    private readonly int _self;
    private readonly RoundSecrets _secrets;
    private readonly ReceivedShares _received;

    internal MaskedInput(Participant participant, CohortTranscript cohort, int self, RoundSecrets secrets, ReceivedShares received)
        : base(participant, cohort.Parameters)
    {
        _cohort = cohort;
        _self = self;
        _secrets = secrets;
        _received = received;
    }

    /// <summary>The cohort that this node verified.</summary>
    public CohortTranscript Cohort => _cohort;

    /// <summary>Masks y = x + self mask + Σ ± pair masks (mod 2^m) over U1, packs and signs it.</summary>
    /// <param name="delivery">The neighbours' shares.</param>
    /// <param name="contribution">This node's quantised contribution; stays owned by the caller, who may need it for another attempt.</param>
    /// <exception cref="ArgumentException">The contribution has another ring or length than the round; the phase can still be stepped.</exception>
    public NodeStep<Consistency, MaskedUpload> Mask(ShareDelivery delivery, RingVector contribution)
    {
        ArgumentNullException.ThrowIfNull(delivery);
        ArgumentNullException.ThrowIfNull(contribution);
        if (contribution.Modulus != Parameters.Modulus || contribution.Length != Parameters.ElementCount)
        {
            throw new ArgumentException(
                $"The contribution has {contribution.Length} elements of {contribution.Modulus.Bits} bits; the round wants {Parameters.ElementCount} of {Parameters.ModulusBits}. Quantise it with the round's parameters.",
                nameof(contribution));
        }

        BeginStep();
        if (FindDeliveryFault(delivery) is { } violation)
        {
            return Refuse<Consistency, MaskedUpload>(violation);
        }

        ChunkLayout layout = Parameters.Layout;
        byte[] packed = new byte[layout.TotalBytes];
        MaskInto(packed, contribution.Words);
        _secrets.Dispose();
        Digest[] hashes = UploadHash.OfChunks(packed, layout);
        UploadCommit commit = UploadCommit.Sign(Participant.Identity, Participant.NodeId, _cohort.Hash, UploadHash.Of(hashes, layout));
        return new(new Consistency(Participant, _cohort, _self, _received), new MaskedUpload(packed, layout, hashes, commit));
    }

    private protected override void ZeroSecrets()
    {
        _secrets.Dispose();
        _received.Dispose();
    }

    private void MaskInto(byte[] packed, RingWords contribution)
    {
        int[] others = [.. _received.Owners.Where(member => member != _self && _cohort.Graph.AreNeighbours(member, _self))];
        MaskTerm[] terms = new MaskTerm[others.Length + 1];
        terms[^1] = new MaskTerm(KeyDerivation.SelfMaskKey(_secrets.Seed, _cohort.Hash, _self), Adds: true);
        Parallel.For(0, others.Length, i =>
        {
            using SecretBytes agreed = _secrets.MaskKey.Agree(_cohort.Adverts[others[i]].MaskKey);
            terms[i] = new MaskTerm(KeyDerivation.PairMaskKey(agreed, _cohort.Hash, _self, others[i]), Adds: _self < others[i]);
        });
        using (MaskStream masks = new(terms))
        {
            masks.ApplyInto(packed, contribution);
        }

        foreach (MaskTerm term in terms)
        {
            term.Key.Dispose();
        }
    }

    private ProtocolViolation? FindDeliveryFault(ShareDelivery delivery)
    {
        if (!delivery.CohortHash.Equals(_cohort.Hash))
        {
            return Violation(ViolationCode.CohortDiffers, "The shares belong to another cohort than the one that this node verified");
        }

        foreach (EncryptedShare share in delivery.Shares)
        {
            if (share.To != _self || !_cohort.Graph.AreNeighbours(share.From, _self) || _received.Contains(share.From))
            {
                return Violation(ViolationCode.UnexpectedMember, $"A share from member {share.From} to member {share.To} is not for this node, from no neighbour, or a repeat");
            }

            if (!ShareChannel.TryOpen(_cohort.Hash, _secrets.OpenerOf(share.From), share, out SecretBytes? seedShare, out SecretBytes? keyShare))
            {
                return Violation(ViolationCode.ShareDoesNotOpen, $"The share of '{_cohort.Members[share.From].NodeId}' was not made for this cohort");
            }

            _received.Add(share.From, seedShare, keyShare);
        }

        // On the sparse graph a node hears of its neighbours only; that enough of the others are there is for the survivors to show.
        int members = _received.Owners.Count;
        int needed = _cohort.Graph.IsComplete ? _cohort.Thresholds.MinimumSurvivors : _cohort.Thresholds.ShareThreshold;
        return members >= needed ? null : Violation(ViolationCode.TooFewMembers, $"{members} members shared their keys and this round needs {needed}");
    }

    private ProtocolViolation Violation(ViolationCode code, string what) => new(
        code, $"{what}. Nothing was uploaded; start a new attempt.", _cohort.Adverts.Select(advert => advert.ToEvidence()));
}
