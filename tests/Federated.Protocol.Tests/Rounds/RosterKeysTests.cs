using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Federated.Protocol.Rounds;
using Federated.Protocol.V1;
using Federated.SecureAggregation;
using Google.Protobuf;

namespace Federated.Protocol.Tests.Rounds;

public class RosterKeysTests
{
    private static readonly DateTimeOffset From = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void IdentityOf_CertificateOfP256_IsItsPoint()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var certificate = new CertificateRequest("CN=a", key, HashAlgorithmName.SHA256).CreateSelfSigned(From, From.AddDays(1));
        var point = key.ExportParameters(false).Q;
        Assert.Equal([4, .. point.X!, .. point.Y!], RosterKeys.IdentityOf(Member(certificate.RawData)));
    }

    [Fact]
    public void IdentityOf_AnotherKindOfKey_IsRefused()
    {
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        using var rsa = RSA.Create(2048);
        using var curve = new CertificateRequest("CN=a", other, HashAlgorithmName.SHA256).CreateSelfSigned(From, From.AddDays(1));
        using var modulus = new CertificateRequest("CN=a", rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).CreateSelfSigned(From, From.AddDays(1));
        Assert.Equal(ViolationCode.MalformedKey, Refusal(curve.RawData));
        Assert.Equal(ViolationCode.MalformedKey, Refusal(modulus.RawData));
    }

    [Fact]
    public void IdentityOf_NoCertificate_IsRefused()
    {
        Assert.Equal(ViolationCode.MalformedKey, Refusal([]));
        Assert.Equal(ViolationCode.MalformedKey, Refusal([0x30, 0x03, 1, 2, 3]));
    }

    private static ViolationCode Refusal(byte[] certificate) => Assert.Throws<ProtocolViolationException>(() => RosterKeys.IdentityOf(Member(certificate))).Violation.Code;

    private static RosterMember Member(byte[] certificate) => new() { NodeId = "a", LegalEntity = "a", Certificate = ByteString.CopyFrom(certificate) };
}
