using Federated.SecureAggregation.Keys;

namespace Federated.SecureAggregation.Messages;

/// <summary>Step R1, node to coordinator: its sealed shares, one for each neighbour.</summary>
public sealed class ShareBundle : SignedMessage
{
    /// <param name="nodeId">The sender.</param>
    /// <param name="cohortHash">H.</param>
    /// <param name="shares">One for each neighbour, ascending by receiver.</param>
    /// <param name="signature">Over all of the above.</param>
    /// <exception cref="ProtocolViolationException">A field is out of range.</exception>
    public ShareBundle(string nodeId, Digest cohortHash, IEnumerable<EncryptedShare> shares, IdentitySignature signature)
        : this(nodeId, cohortHash, Bounds.List(shares, Bounds.MaximumCohort, "the share bundle"), signature)
    {
    }

    private ShareBundle(string nodeId, Digest cohortHash, IReadOnlyList<EncryptedShare> shares, IdentitySignature signature)
        : base(nodeId, cohortHash, Encode(nodeId, cohortHash, shares), signature) => Shares = shares;

    /// <summary>The sealed shares.</summary>
    public IReadOnlyList<EncryptedShare> Shares { get; }

    internal static ShareBundle Sign(IdentityKey identity, string nodeId, Digest cohortHash, IReadOnlyList<EncryptedShare> shares) =>
        new(nodeId, cohortHash, shares, identity.Sign(Encode(nodeId, cohortHash, shares)));

    private static byte[] Encode(string nodeId, Digest cohortHash, IReadOnlyList<EncryptedShare> shares)
    {
        CanonicalWriter writer = new CanonicalWriter(DomainLabels.ForShareBundle).Hash(cohortHash).Text(nodeId).Int32(shares.Count);
        foreach (EncryptedShare share in shares)
        {
            writer.Int32(share.From).Int32(share.To).Bytes(share.Ciphertext.Span);
        }

        return writer.ToArray();
    }
}
