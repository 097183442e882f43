namespace Federated.SecureAggregation;

/// <summary>A signed message that proves a violation to a third party: who signed, the exact bytes, and the signature over them.</summary>
/// <param name="NodeId">The roster name whose identity key made the signature.</param>
/// <param name="SignedBytes">The canonical bytes.</param>
/// <param name="Signature">64 bytes, ECDSA P-256 over SHA-256, P1363.</param>
public sealed record SignedEvidence(string NodeId, ReadOnlyMemory<byte> SignedBytes, ReadOnlyMemory<byte> Signature);
