using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Federated.Coordinator.Enrollment;

/// <summary>
/// The consortium's certificate authority: ECDSA P-256 throughout, X.509 v3. It certifies keys that partners made on their own
/// machines (PKCS#10 with proof of possession) and takes nothing from a request but its public key.
/// </summary>
internal sealed class CertificateAuthority : IDisposable
{
    /// <summary>Life of a node's certificate; nodes renew at half of it.</summary>
    public static readonly TimeSpan NodeLifetime = TimeSpan.FromDays(30);

    /// <summary>Life of the coordinator's own TLS certificate; it is replaced at half of it.</summary>
    public static readonly TimeSpan ServerLifetime = TimeSpan.FromDays(90);

    private static readonly TimeSpan AuthorityLifetime = TimeSpan.FromDays(3650);

    // Partners' clocks may run behind ours by this much before a fresh certificate looks "not yet valid" to them.
    private static readonly TimeSpan Backdating = TimeSpan.FromMinutes(5);

    private readonly X509Certificate2 _authority;
    private readonly RandomNumberGenerator _random;

    public CertificateAuthority(X509Certificate2 authorityWithKey, RandomNumberGenerator random)
    {
        _authority = authorityWithKey;
        _random = random;
        Certificate = X509CertificateLoader.LoadCertificate(authorityWithKey.RawData);
    }

    /// <summary>The authority's certificate, without its key.</summary>
    public X509Certificate2 Certificate { get; }

    /// <summary>SHA-256 of the certificate's DER: what an invite pins.</summary>
    public byte[] Pin => SHA256.HashData(Certificate.RawData);

    public static X509Certificate2 Create(string consortium, ECDsa key, DateTimeOffset now)
    {
        var request = new CertificateRequest(new X500DistinguishedName($"CN={consortium} authority, O={consortium}"), key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, true, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        return request.CreateSelfSigned(now - Backdating, now + AuthorityLifetime);
    }

    /// <summary>A certificate for the coordinator's own TLS endpoint, with a fresh key.</summary>
    public X509Certificate2 IssueServer(string host, DateTimeOffset now)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var names = new SubjectAlternativeNameBuilder();
        if (System.Net.IPAddress.TryParse(host, out var address))
            names.AddIpAddress(address);
        else
            names.AddDnsName(host);
        var request = new CertificateRequest(new X500DistinguishedName($"CN={host}"), key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(names.Build());
        using var issued = Issue(request, "1.3.6.1.5.5.7.3.1", now, ServerLifetime);
        return issued.CopyWithPrivateKey(key);
    }

    /// <summary>Certifies the key of a signing request for <paramref name="partner"/>.</summary>
    /// <exception cref="EnrollmentException">The request is malformed, not signed by its own key, or not ECDSA P-256.</exception>
    public X509Certificate2 IssueNode(ReadOnlySpan<byte> signingRequest, string partner, string consortium, DateTimeOffset now)
    {
        using var key = ReadPublicKey(signingRequest);
        var request = new CertificateRequest(
            new X500DistinguishedName($"CN={partner}, O={consortium}"), new PublicKey(key), HashAlgorithmName.SHA256);
        return Issue(request, "1.3.6.1.5.5.7.3.2", now, NodeLifetime);
    }

    /// <summary>The request's public key as SubjectPublicKeyInfo DER, after its proof of possession was checked.</summary>
    /// <exception cref="EnrollmentException">As for <see cref="IssueNode"/>.</exception>
    public static byte[] ReadSubjectPublicKeyInfo(ReadOnlySpan<byte> signingRequest)
    {
        using var key = ReadPublicKey(signingRequest);
        return key.ExportSubjectPublicKeyInfo();
    }

    public void Dispose()
    {
        _authority.Dispose();
        Certificate.Dispose();
    }

    private static ECDsa ReadPublicKey(ReadOnlySpan<byte> signingRequest)
    {
        try
        {
            var request = CertificateRequest.LoadSigningRequest(signingRequest.ToArray(), HashAlgorithmName.SHA256);
            if (request.PublicKey.GetECDsaPublicKey() is { } key)
            {
                if (key.ExportParameters(false).Curve is { IsNamed: true, Oid.Value: "1.2.840.10045.3.1.7" })
                    return key;
                key.Dispose();
            }
        }
        catch (Exception fault) when (fault is CryptographicException or NotSupportedException)
        {
            // Falls through to the one answer that a malformed request gets.
        }

        throw new EnrollmentException(
            EnrollmentFault.BadRequest, "The certificate signing request is not a PKCS#10 request signed by its own ECDSA P-256 key. Join again with fed-node join.");
    }

    private X509Certificate2 Issue(CertificateRequest request, string usage, DateTimeOffset now, TimeSpan lifetime)
    {
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(usage)], false));
        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(_authority, true, false));
        Span<byte> serial = stackalloc byte[16];
        _random.GetBytes(serial);
        serial[0] &= 0x7F;
        // A certificate lives within its issuer's life, also when the clock was set back after the authority was made.
        var (begin, end) = (now - Backdating, now + lifetime);
        var (authorityBegin, authorityEnd) = (new DateTimeOffset(_authority.NotBefore.ToUniversalTime()), new DateTimeOffset(_authority.NotAfter.ToUniversalTime()));
        return request.Create(_authority, begin > authorityBegin ? begin : authorityBegin, end < authorityEnd ? end : authorityEnd, serial);
    }
}
