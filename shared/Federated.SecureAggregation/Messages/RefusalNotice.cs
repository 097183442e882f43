using Federated.SecureAggregation.Cohort;
using Federated.SecureAggregation.Keys;

namespace Federated.SecureAggregation.Messages;

/// <summary>A node leaves a round and says why, signed, with the messages that prove it.</summary>
public sealed class RefusalNotice
{
    private const int LongestWords = 1 << 20;
    private const int LongestMessage = 1 << 24;

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

    /// <summary>Reads a notice back from the bytes that were signed. Whether the signature holds is a question for whoever has the roster.</summary>
    /// <exception cref="ProtocolViolationException">They are not those of a notice.</exception>
    public static RefusalNotice Parse(ReadOnlySpan<byte> signedBytes, IdentitySignature signature)
    {
        CanonicalReader from = new(signedBytes, DomainLabels.ForRefusal);
        string nodeId = from.Text(Bounds.MaximumNameLength);
        RoundParameters parameters = RoundParameters.Read(ref from);
        ViolationCode code = (ViolationCode)from.Int32();
        string words = from.Text(LongestWords);
        SignedEvidence[] evidence = new SignedEvidence[from.Count(Bounds.MaximumCohort)];
        for (int i = 0; i < evidence.Length; i++)
        {
            evidence[i] = new SignedEvidence(from.Text(Bounds.MaximumNameLength), from.Bytes(LongestMessage).ToArray(), from.Bytes(IdentitySignature.Length).ToArray());
        }

        from.End();
        return new RefusalNotice(nodeId, parameters, new ProtocolViolation(code, words, evidence), signature);
    }

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
