using Federated.SecureAggregation.Keys;

namespace Federated.SecureAggregation.Messages;

/// <summary>Step R3: a survivor's word that it was told this survivor set and no other. A node gives one for a cohort.</summary>
public sealed class ConsistencySignature : SignedMessage
{
    /// <param name="nodeId">The signer.</param>
    /// <param name="cohortHash">H.</param>
    /// <param name="survivorsHash">The hash of U2 under H.</param>
    /// <param name="signature">Over all of the above.</param>
    public ConsistencySignature(string nodeId, Digest cohortHash, Digest survivorsHash, IdentitySignature signature)
        : base(nodeId, cohortHash, Encode(nodeId, cohortHash, survivorsHash), signature) => SurvivorsHash = survivorsHash;

    /// <summary>The hash of U2 under H.</summary>
    public Digest SurvivorsHash { get; }

    internal static ConsistencySignature Sign(IdentityKey identity, string nodeId, Digest cohortHash, Digest survivorsHash) =>
        new(nodeId, cohortHash, survivorsHash, identity.Sign(Encode(nodeId, cohortHash, survivorsHash)));

    private static byte[] Encode(string nodeId, Digest cohortHash, Digest survivorsHash)
    {
        ArgumentNullException.ThrowIfNull(survivorsHash);
        return new CanonicalWriter(DomainLabels.ForConsistency).Hash(cohortHash).Text(nodeId).Hash(survivorsHash).ToArray();
    }
}
