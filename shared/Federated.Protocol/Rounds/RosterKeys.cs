using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Federated.SecureAggregation;

namespace Federated.Protocol.Rounds;

/// <summary>The identity key of a roster member, as its certificate has it.</summary>
public static class RosterKeys
{
    /// <summary>The key of a member's certificate: an uncompressed P-256 point, 65 bytes. Whether the certificate is to be trusted is the caller's to check.</summary>
    /// <exception cref="ProtocolViolationException">No certificate, or one of another kind of key.</exception>
    public static byte[] IdentityOf(V1.RosterMember member)
    {
        ArgumentNullException.ThrowIfNull(member);
        try
        {
            using var certificate = X509CertificateLoader.LoadCertificate(member.Certificate.Span);
            return IdentityOf(certificate);
        }
        catch (CryptographicException)
        {
            throw Malformed(member.NodeId);
        }
    }

    /// <summary>The key of a certificate: an uncompressed P-256 point, 65 bytes.</summary>
    /// <exception cref="ProtocolViolationException">Its key is not ECDSA P-256.</exception>
    public static byte[] IdentityOf(X509Certificate2 certificate)
    {
        ArgumentNullException.ThrowIfNull(certificate);
        using var key = certificate.GetECDsaPublicKey();
        if (key?.ExportParameters(false) is not { Q: { X: { Length: 32 } x, Y: { Length: 32 } y } } parameters
            || parameters.Curve is not { IsNamed: true, Oid.Value: "1.2.840.10045.3.1.7" })
            throw Malformed(certificate.Subject);
        return [4, .. x, .. y];
    }

    private static ProtocolViolationException Malformed(string name) => new(new ProtocolViolation(
        ViolationCode.MalformedKey, $"The certificate of '{name}' is missing or does not hold an ECDSA P-256 key. Fetch the roster again; if it stays so, tell the operator."));
}
