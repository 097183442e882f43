using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Federated.ClientNode.Tests.Join;

/// <summary>A throw-away certificate authority that certifies a server and nodes.</summary>
internal sealed class TestAuthority : IDisposable
{
    public TestAuthority()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=test authority", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, true, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, true));
        WithKey = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-60), DateTimeOffset.UtcNow.AddDays(365));
        Certificate = X509CertificateLoader.LoadCertificate(WithKey.RawData);
    }

    public X509Certificate2 Certificate { get; }

    public byte[] Pin => SHA256.HashData(Certificate.RawData);

    private X509Certificate2 WithKey { get; }

    /// <summary>A server certificate for 127.0.0.1, or for a name alone.</summary>
    public X509Certificate2 IssueServer(string? onlyName = null)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var names = new SubjectAlternativeNameBuilder();
        if (onlyName is null)
            names.AddIpAddress(IPAddress.Loopback);
        else
            names.AddDnsName(onlyName);
        var request = new CertificateRequest("CN=server", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(names.Build());
        using var bare = Issue(request, "1.3.6.1.5.5.7.3.1", DateTimeOffset.UtcNow.AddMinutes(-5), TimeSpan.FromDays(90));
        return bare.CopyWithPrivateKey(key);
    }

    /// <summary>A node's certificate for the key of a signing request, valid from five minutes ago.</summary>
    public X509Certificate2 IssueNode(byte[] signingRequest, string partner, TimeSpan? lifetime = null, DateTimeOffset? from = null)
    {
        var key = CertificateRequest.LoadSigningRequest(signingRequest, HashAlgorithmName.SHA256).PublicKey;
        var request = new CertificateRequest(new X500DistinguishedName($"CN={partner}, O=retail-eu"), key, HashAlgorithmName.SHA256);
        return Issue(request, "1.3.6.1.5.5.7.3.2", from ?? DateTimeOffset.UtcNow.AddMinutes(-5), lifetime ?? TimeSpan.FromDays(30));
    }

    public void Dispose()
    {
        WithKey.Dispose();
        Certificate.Dispose();
    }

    private X509Certificate2 Issue(CertificateRequest request, string usage, DateTimeOffset from, TimeSpan lifetime)
    {
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(usage)], false));
        return request.Create(WithKey, from, from + lifetime, RandomNumberGenerator.GetBytes(8));
    }
}
