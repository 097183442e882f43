using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Federated.Coordinator.Enrollment;

namespace Federated.Coordinator.Tests.Enrollment;

/// <summary>Authorities for tests.</summary>
internal static class Authority
{
    public const string Consortium = "retail-eu";

    public static CertificateAuthority Create(DateTimeOffset now)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return new CertificateAuthority(CertificateAuthority.Create(Consortium, key, now), RandomNumberGenerator.Create());
    }

    public static X509Certificate2 IssueNode(this CertificateAuthority authority, ECDsa key, string partner, DateTimeOffset now) =>
        authority.IssueNode(Requests.Of(key), partner, Consortium, now);
}
