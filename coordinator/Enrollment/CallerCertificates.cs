using System.Runtime.CompilerServices;
using System.Security.Cryptography.X509Certificates;

namespace Federated.Coordinator.Enrollment;

/// <summary>
/// What client certificates say, looked up once a connection: whose they are, and whether the consortium's authority made them. Their time, and whether the partner
/// is still a member, are questions of each call.
/// </summary>
internal sealed class CallerCertificates(CertificateAuthority authority)
{
    // The transport keeps one object for as long as the connection lasts; what was found goes with it.
    private readonly ConditionalWeakTable<X509Certificate2, CallerCertificate> _known = [];

    /// <summary>What a connection's certificate says; null when it does not come from the authority.</summary>
    public CallerCertificate? Find(X509Certificate2 certificate)
    {
        if (_known.TryGetValue(certificate, out var known))
            return known;
        if (!ComesFromAuthority(certificate))
            return null;
        var found = new CallerCertificate(
            certificate.GetNameInfo(X509NameType.SimpleName, forIssuer: false),
            certificate.PublicKey.ExportSubjectPublicKeyInfo(),
            certificate.NotBefore.ToUniversalTime(),
            certificate.NotAfter.ToUniversalTime());
        _known.AddOrUpdate(certificate, found);
        return found;
    }

    private bool ComesFromAuthority(X509Certificate2 certificate)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(authority.Certificate);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.DisableCertificateDownloads = true;
        chain.ChainPolicy.ApplicationPolicy.Add(new System.Security.Cryptography.Oid("1.3.6.1.5.5.7.3.2"));
        // Its time is judged by the caller, with an error of its own.
        chain.ChainPolicy.VerificationFlags = X509VerificationFlags.IgnoreNotTimeValid;
        return chain.Build(certificate);
    }
}
