using System.Security.Cryptography;

namespace Federated.SecureAggregation.Keys;

/// <summary>An ephemeral P-256 key pair for one round: made from injected randomness, used for ECDH, zeroed with the round.</summary>
public sealed class AgreementKey : IDisposable
{
    private readonly ECDiffieHellman _exchange;

    /// <param name="scalar">The private key; owned by this object from now on.</param>
    public AgreementKey(SecretScalar scalar)
    {
        ArgumentNullException.ThrowIfNull(scalar);
        Scalar = scalar;
        _exchange = scalar.Lend(copy => ECDiffieHellman.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, D = copy }));
        PublicKey = PublicPoint.From(_exchange.ExportParameters(includePrivateParameters: false).Q);
    }

    /// <summary>The key that is advertised.</summary>
    public PublicPoint PublicKey { get; }

    internal SecretScalar Scalar { get; }

    /// <summary>Draws a fresh key pair.</summary>
    public static AgreementKey Generate(RandomNumberGenerator random) => new(SecretScalar.Draw(random));

    /// <summary>The ECDH shared secret: the x-coordinate, 32 bytes big-endian. The caller disposes it.</summary>
    public SecretBytes Agree(PublicPoint other)
    {
        ArgumentNullException.ThrowIfNull(other);
        using ECDiffieHellman peer = ECDiffieHellman.Create(other.ToParameters());
        using ECDiffieHellmanPublicKey peerKey = peer.PublicKey;
        byte[] secret = _exchange.DeriveRawSecretAgreement(peerKey);
        try
        {
            return new SecretBytes(secret);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(secret);
        }
    }

    /// <summary>Says that it is secret.</summary>
    public override string ToString() => "[secret key pair]";

    /// <inheritdoc/>
    public void Dispose()
    {
        Scalar.Dispose();
        _exchange.Dispose();
    }
}
