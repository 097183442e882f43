using Federated.SecureAggregation.Cohort;
using Federated.SecureAggregation.Keys;

namespace Federated.SecureAggregation.Messages;

/// <summary>A node leaves a round and says why, signed, with the messages that prove it.</summary>
public sealed class RefusalNotice
{
    /// <param name="nodeId">Who refuses.</param>
    /// <param name="parameters">The round as this node was offered it.</param>
    /// <param name="violation">Why.</param>
    /// <param name="signature">Over node, parameters, code, words and the evidence.</param>
    public RefusalNotice(string nodeId, RoundParameters parameters, ProtocolViolation violation, IdentitySignature signature)
    {
        ArgumentNullException.ThrowIfNull(signature);
        SignedBytes = Encode(nodeId, parameters, violation);
        NodeId = Bounds.Name(nodeId);
        Parameters = parameters;
        Violation = violation;
        Signature = signature;
    }

    /// <summary>Who refuses.</summary>
    public string NodeId { get; }

    /// <summary>The round as it was offered.</summary>
    public RoundParameters Parameters { get; }

    /// <summary>Why, with evidence.</summary>
    public ProtocolViolation Violation { get; }

    /// <summary>The canonical bytes under the signature.</summary>
    public ReadOnlyMemory<byte> SignedBytes { get; }

    /// <summary>Over <see cref="SignedBytes"/>.</summary>
    public IdentitySignature Signature { get; }

    internal static RefusalNotice Sign(IdentityKey identity, string nodeId, RoundParameters parameters, ProtocolViolation violation) =>
        new(nodeId, parameters, violation, identity.Sign(Encode(nodeId, parameters, violation)));

    private static byte[] Encode(string nodeId, RoundParameters parameters, ProtocolViolation violation)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        ArgumentNullException.ThrowIfNull(violation);
        CanonicalWriter writer = parameters.Write(new CanonicalWriter(DomainLabels.ForRefusal).Text(nodeId))
            .Int32((int)violation.Code).Text(violation.Words).Int32(violation.Evidence.Count);
        foreach (SignedEvidence evidence in violation.Evidence)
        {
            writer.Text(evidence.NodeId).Bytes(evidence.SignedBytes.Span).Bytes(evidence.Signature.Span);
        }

        return writer.ToArray();
    }
}
