using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Federated.Coordinator.Tests.Enrollment;

/// <summary>Certificate signing requests, honest and otherwise.</summary>
internal static class Requests
{
    public static byte[] Of(ECDsa key, string subject = "CN=whoever, O=elsewhere") =>
        new CertificateRequest(subject, key, HashAlgorithmName.SHA256).CreateSigningRequest();

    /// <summary>A request for a stranger's public key, signed by another key.</summary>
    public static byte[] Forged()
    {
        using var stranger = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var forger = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return new CertificateRequest(new X500DistinguishedName("CN=a"), new PublicKey(stranger), HashAlgorithmName.SHA256)
            .CreateSigningRequest(X509SignatureGenerator.CreateForECDsa(forger));
    }

    public static byte[] OfRsa()
    {
        using var key = RSA.Create(2048);
        return new CertificateRequest("CN=a", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).CreateSigningRequest();
    }

    public static byte[] OfOtherCurve()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        return Of(key);
    }
}
