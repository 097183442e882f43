using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Federated.Protocol.Rounds;

namespace Federated.ClientNode.Join;

/// <summary>A certificate of a member of the consortium.</summary>
internal static class MemberCertificate
{
    /// <summary>The key in a certificate, 65 bytes, when the authority made it for this name; else null. Whether it has run out meanwhile does not matter to whose key it is.</summary>
    public static byte[]? IdentityOf(ReadOnlySpan<byte> encoded, string name, X509Certificate2 authority)
    {
        try
        {
            using var certificate = X509CertificateLoader.LoadCertificate(encoded);
            using var chain = new X509Chain();
            chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
            chain.ChainPolicy.CustomTrustStore.Add(authority);
            chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
            chain.ChainPolicy.DisableCertificateDownloads = true;
            chain.ChainPolicy.VerificationFlags = X509VerificationFlags.IgnoreNotTimeValid;
            return chain.Build(certificate) && certificate.GetNameInfo(X509NameType.SimpleName, false) == name ? RosterKeys.IdentityOf(certificate) : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
