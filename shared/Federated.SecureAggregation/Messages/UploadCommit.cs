using Federated.SecureAggregation.Keys;

namespace Federated.SecureAggregation.Messages;

/// <summary>Step R2, the end of a masked upload: the sender's signature over the hash of all packed bytes.</summary>
public sealed class UploadCommit : SignedMessage
{
    /// <param name="nodeId">The sender.</param>
    /// <param name="cohortHash">H.</param>
    /// <param name="payload">The <see cref="UploadHash"/> of all packed bytes.</param>
    /// <param name="signature">Over all of the above.</param>
    public UploadCommit(string nodeId, Digest cohortHash, Digest payload, IdentitySignature signature)
        : base(nodeId, cohortHash, Encode(nodeId, cohortHash, payload), signature) => Payload = payload;

    /// <summary>The <see cref="UploadHash"/> of all packed bytes.</summary>
    public Digest Payload { get; }

    internal static UploadCommit Sign(IdentityKey identity, string nodeId, Digest cohortHash, Digest payload) =>
        new(nodeId, cohortHash, payload, identity.Sign(Encode(nodeId, cohortHash, payload)));

    private static byte[] Encode(string nodeId, Digest cohortHash, Digest payload)
    {
        ArgumentNullException.ThrowIfNull(payload);
        return new CanonicalWriter(DomainLabels.ForUpload).Hash(cohortHash).Text(nodeId).Hash(payload).ToArray();
    }
}
