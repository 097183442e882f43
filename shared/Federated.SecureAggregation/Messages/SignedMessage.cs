using Federated.SecureAggregation.Cohort;
using Federated.SecureAggregation.Keys;

namespace Federated.SecureAggregation.Messages;

/// <summary>A message from a member of a cohort to the coordinator: bound to the cohort by its hash and signed by the sender's identity.</summary>
public abstract class SignedMessage
{
    private protected SignedMessage(string nodeId, Digest cohortHash, byte[] signedBytes, IdentitySignature signature)
    {
        ArgumentNullException.ThrowIfNull(cohortHash);
        ArgumentNullException.ThrowIfNull(signature);
        NodeId = Bounds.Name(nodeId);
        CohortHash = cohortHash;
        SignedBytes = signedBytes;
        Signature = signature;
    }

    /// <summary>The sender's roster name.</summary>
    public string NodeId { get; }

    /// <summary>H.</summary>
    public Digest CohortHash { get; }

    /// <summary>The canonical bytes under the signature.</summary>
    public ReadOnlyMemory<byte> SignedBytes { get; }

    /// <summary>Over <see cref="SignedBytes"/>.</summary>
    public IdentitySignature Signature { get; }

    /// <summary>This message as evidence.</summary>
    public SignedEvidence ToEvidence() => new(NodeId, SignedBytes, Signature.Memory);

    /// <summary>Whether the message belongs to this cohort, comes from a member, and is signed by it.</summary>
    /// <returns>Null when it does; else the violation.</returns>
    internal ProtocolViolation? FindFault(CohortTranscript cohort, out int sender)
    {
        if (!cohort.TryIndexOf(NodeId, out sender))
        {
            return new ProtocolViolation(ViolationCode.UnexpectedMember, $"'{NodeId}' is not a member of this cohort. Its message was dropped.");
        }

        if (!CohortHash.Equals(cohort.Hash))
        {
            return new ProtocolViolation(ViolationCode.CohortDiffers, $"The message of '{NodeId}' belongs to another cohort. It was dropped; join the current attempt.", ToEvidence());
        }

        return Signature.Verifies(cohort.Members[sender].Identity, SignedBytes.Span) ? null : new ProtocolViolation(
            ViolationCode.BadSignature, $"The message of '{NodeId}' is not signed by its identity key. It was dropped.", ToEvidence());
    }

    /// <summary>Whether a repeat carries the same content, signature aside.</summary>
    internal bool SaysTheSameAs(SignedMessage other) => SignedBytes.Span.SequenceEqual(other.SignedBytes.Span);
}
