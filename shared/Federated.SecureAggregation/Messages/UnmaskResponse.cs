using Federated.SecureAggregation.Cohort;
using Federated.SecureAggregation.Keys;

namespace Federated.SecureAggregation.Messages;

/// <summary>Step R4: for each survivor a share of its self mask, for each dropped member a share of its mask key; never both for one member.</summary>
public sealed class UnmaskResponse : SignedMessage
{
    /// <param name="nodeId">The sender.</param>
    /// <param name="cohortHash">H.</param>
    /// <param name="selfMaskShares">One for each survivor, ascending by owner.</param>
    /// <param name="maskKeyShares">One for each dropped member, ascending by owner.</param>
    /// <param name="signature">Over all of the above.</param>
    /// <exception cref="ProtocolViolationException">A list is too long, out of order, or names a member twice.</exception>
    public UnmaskResponse(
        string nodeId, Digest cohortHash, IEnumerable<RevealedShare> selfMaskShares, IEnumerable<RevealedShare> maskKeyShares, IdentitySignature signature)
        : this(
            nodeId, cohortHash, Bounds.List(selfMaskShares, Bounds.MaximumCohort, "the self-mask shares"),
            Bounds.List(maskKeyShares, Bounds.MaximumCohort, "the mask-key shares"), signature)
    {
    }

    private UnmaskResponse(
        string nodeId, Digest cohortHash, IReadOnlyList<RevealedShare> selfMaskShares, IReadOnlyList<RevealedShare> maskKeyShares, IdentitySignature signature)
        : base(nodeId, cohortHash, Encode(nodeId, cohortHash, selfMaskShares, maskKeyShares), signature)
    {
        SelfMaskShares = selfMaskShares;
        MaskKeyShares = maskKeyShares;
        SelfMaskOwners = new MemberSet(selfMaskShares.Select(share => share.Owner));
        MaskKeyOwners = new MemberSet(maskKeyShares.Select(share => share.Owner));
    }

    /// <summary>For the survivors.</summary>
    public IReadOnlyList<RevealedShare> SelfMaskShares { get; }

    /// <summary>For the dropped.</summary>
    public IReadOnlyList<RevealedShare> MaskKeyShares { get; }

    internal MemberSet SelfMaskOwners { get; }

    internal MemberSet MaskKeyOwners { get; }

    internal static UnmaskResponse Sign(
        IdentityKey identity, string nodeId, Digest cohortHash, IReadOnlyList<RevealedShare> selfMaskShares, IReadOnlyList<RevealedShare> maskKeyShares) =>
        new(nodeId, cohortHash, selfMaskShares, maskKeyShares, identity.Sign(Encode(nodeId, cohortHash, selfMaskShares, maskKeyShares)));

    internal void Write(CanonicalWriter to)
    {
        to.Text(NodeId).Hash(CohortHash);
        WriteShares(to, SelfMaskShares);
        WriteShares(to, MaskKeyShares);
        to.Bytes(Signature.Span);
    }

    internal static UnmaskResponse Read(ref CanonicalReader from)
    {
        string nodeId = from.Text(Bounds.MaximumNameLength);
        Digest cohortHash = from.Hash();
        RevealedShare[] selfMaskShares = ReadShares(ref from);
        RevealedShare[] maskKeyShares = ReadShares(ref from);
        return new UnmaskResponse(nodeId, cohortHash, selfMaskShares, maskKeyShares, new IdentitySignature(from.Bytes(IdentitySignature.Length)));
    }

    private static byte[] Encode(
        string nodeId, Digest cohortHash, IReadOnlyList<RevealedShare> selfMaskShares, IReadOnlyList<RevealedShare> maskKeyShares)
    {
        CanonicalWriter writer = new CanonicalWriter(DomainLabels.ForUnmaskResponse).Hash(cohortHash).Text(nodeId);
        WriteShares(writer, selfMaskShares);
        WriteShares(writer, maskKeyShares);
        return writer.ToArray();
    }

    private static void WriteShares(CanonicalWriter writer, IReadOnlyList<RevealedShare> shares)
    {
        writer.Int32(shares.Count);
        foreach (RevealedShare share in shares)
        {
            writer.Int32(share.Owner).Bytes(share.Value.Span);
        }
    }

    private static RevealedShare[] ReadShares(ref CanonicalReader from)
    {
        RevealedShare[] shares = new RevealedShare[from.Count(Bounds.MaximumCohort)];
        for (int i = 0; i < shares.Length; i++)
        {
            shares[i] = new RevealedShare(from.Int32(), new SecretBytes(from.Bytes(SecretBytes.Length)));
        }

        return shares;
    }
}
