using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Federated.Coordinator.Enrollment;

namespace Federated.Coordinator.Tests.Enrollment;

public sealed class CertificateAuthorityTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly CertificateAuthority _authority = Authority.Create(Now);
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public void Dispose()
    {
        _authority.Dispose();
        _key.Dispose();
    }

    [Fact]
    public void IssueNode_Request_GivesItsKeyOurSubject()
    {
        using var certificate = _authority.IssueNode(Requests.Of(_key, "CN=casa-azul, O=elsewhere"), "casa-verde", Authority.Consortium, Now);
        Assert.Equal("casa-verde", certificate.GetNameInfo(X509NameType.SimpleName, forIssuer: false));
        Assert.Equal($"CN=casa-verde, O={Authority.Consortium}", certificate.Subject);
        Assert.Equal(_key.ExportSubjectPublicKeyInfo(), certificate.PublicKey.ExportSubjectPublicKeyInfo());
    }

    [Fact]
    public void IssueNode_ExtensionsOfTheRequest_AreNotTaken()
    {
        var greedy = new CertificateRequest("CN=a", _key, HashAlgorithmName.SHA256);
        greedy.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        using var certificate = _authority.IssueNode(greedy.CreateSigningRequest(), "casa-verde", Authority.Consortium, Now);
        Assert.False(certificate.Extensions.OfType<X509BasicConstraintsExtension>().Single().CertificateAuthority);
        Assert.Equal(["1.3.6.1.5.5.7.3.2"], certificate.Extensions.OfType<X509EnhancedKeyUsageExtension>().Single().EnhancedKeyUsages.OfType<Oid>().Select(usage => usage.Value));
        Assert.Equal(X509KeyUsageFlags.DigitalSignature, certificate.Extensions.OfType<X509KeyUsageExtension>().Single().KeyUsages);
    }

    [Fact]
    public void IssueNode_Certificate_LivesThirtyDaysAndChains()
    {
        using var certificate = _authority.IssueNode(_key, "casa-verde", Now);
        Assert.Equal(Now + CertificateAuthority.NodeLifetime, new DateTimeOffset(certificate.NotAfter.ToUniversalTime()));
        Assert.True(certificate.NotBefore.ToUniversalTime() <= Now.UtcDateTime);
        Assert.True(Chains(certificate, _authority));
        using var other = Authority.Create(Now);
        Assert.False(Chains(certificate, other));
    }

    [Fact]
    public void IssueNode_NearTheAuthoritysEnd_DoesNotOutliveIt()
    {
        using var certificate = _authority.IssueNode(_key, "casa-verde", Now.AddDays(3640));
        Assert.Equal(_authority.Certificate.NotAfter, certificate.NotAfter);
    }

    [Fact]
    public void IssueNode_ClockSetBack_StartsWithTheAuthority()
    {
        using var certificate = _authority.IssueNode(_key, "casa-verde", Now.AddHours(-1));
        Assert.Equal(_authority.Certificate.NotBefore, certificate.NotBefore);
    }

    [Fact]
    public void IssueNode_RequestThatDoesNotHold_IsRefused()
    {
        var cut = Requests.Of(_key)[..^1];
        foreach (var request in new[] { [], cut, [.. Requests.Of(_key), 0], Requests.Forged(), Requests.OfRsa(), Requests.OfOtherCurve(), new byte[] { 0x30, 0x80 } })
        {
            var refusal = Assert.Throws<EnrollmentException>(() => _authority.IssueNode(request, "casa-verde", Authority.Consortium, Now));
            Assert.Equal(EnrollmentFault.BadRequest, refusal.Fault);
        }
    }

    [Fact]
    public void IssueServer_Certificate_NamesTheHostAndHasItsKey()
    {
        using var byAddress = _authority.IssueServer("10.0.0.5", Now);
        using var byName = _authority.IssueServer("fed.example.com", Now);
        Assert.Equal(["10.0.0.5"], byAddress.Extensions.OfType<X509SubjectAlternativeNameExtension>().Single().EnumerateIPAddresses().Select(address => address.ToString()));
        Assert.Equal(["fed.example.com"], byName.Extensions.OfType<X509SubjectAlternativeNameExtension>().Single().EnumerateDnsNames());
        Assert.True(byName.HasPrivateKey);
        Assert.True(Chains(byName, _authority));
    }

    private static bool Chains(X509Certificate2 certificate, CertificateAuthority authority)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(authority.Certificate);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.VerificationTime = Now.UtcDateTime.AddDays(1);
        return chain.Build(certificate);
    }
}
