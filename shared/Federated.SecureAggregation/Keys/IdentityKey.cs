using System.Security.Cryptography;

namespace Federated.SecureAggregation.Keys;

/// <summary>
/// A node's long-lived ECDSA P-256 identity, the key of its certificate. The host loads it; this type only signs. Signatures take their nonce from the
/// platform, so they differ from run to run; nothing in the protocol depends on their bytes.
/// </summary>
public sealed class IdentityKey : IDisposable
{
    private readonly ECDsa _key;

    /// <param name="key">A P-256 private key; owned by this object from now on.</param>
    /// <exception cref="ProtocolViolationException">The key is on another curve.</exception>
    public IdentityKey(ECDsa key)
    {
        ArgumentNullException.ThrowIfNull(key);
        ECParameters parameters = key.ExportParameters(includePrivateParameters: false);
        if (parameters.Q.X is not { Length: 32 })
        {
            throw new ProtocolViolationException(ViolationCode.MalformedKey, "The identity key is not on P-256. Join again to make one.");
        }

        _key = key;
        PublicKey = PublicPoint.From(parameters.Q);
    }

    /// <summary>The key on the roster.</summary>
    public PublicPoint PublicKey { get; }

    /// <summary>Makes an identity from a private scalar.</summary>
    public static IdentityKey FromScalar(SecretScalar scalar)
    {
        ArgumentNullException.ThrowIfNull(scalar);
        return scalar.Lend(copy => new IdentityKey(ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, D = copy })));
    }

    /// <summary>Signs bytes that already carry their domain label.</summary>
    public IdentitySignature Sign(ReadOnlySpan<byte> message) =>
        new(_key.SignData(message, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation));

    /// <summary>Says that it is secret.</summary>
    public override string ToString() => "[identity key]";

    /// <inheritdoc/>
    public void Dispose() => _key.Dispose();
}
