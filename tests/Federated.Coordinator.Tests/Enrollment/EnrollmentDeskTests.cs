using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Federated.Coordinator.Enrollment;

namespace Federated.Coordinator.Tests.Enrollment;

public sealed class EnrollmentDeskTests : IDisposable
{
    private static readonly byte[] Secret = [.. Enumerable.Range(0, 32).Select(i => (byte)i)];

    private readonly TemporaryDatabase _database = new();
    private readonly ManualClock _clock = new();
    private readonly CertificateAuthority _authority;
    private readonly PartnerStore _partners;
    private readonly EnrollmentDesk _desk;
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly ECDsa _otherKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public EnrollmentDeskTests()
    {
        _authority = Authority.Create(_clock.Now);
        _partners = new PartnerStore(_database.Database);
        _desk = new EnrollmentDesk(Authority.Consortium, _authority, _partners, _clock);
        Assert.True(_partners.TryInvite("casa-verde", SHA256.HashData(Secret), _clock.Now.AddHours(24)));
    }

    public void Dispose()
    {
        _key.Dispose();
        _otherKey.Dispose();
        _authority.Dispose();
        _database.Dispose();
    }

    [Fact]
    public void Join_GoodInvite_MakesAMemberOfThisKey()
    {
        using var certificate = X509CertificateLoader.LoadCertificate(Join(_key));
        var partner = _partners.Find("casa-verde")!;
        Assert.Equal(PartnerState.Active, partner.State);
        Assert.Equal(_key.ExportSubjectPublicKeyInfo(), partner.PublicKey);
        Assert.Equal(certificate.RawData, partner.Certificate);
    }

    [Fact]
    public void Join_AgainWithTheSameKey_IsTheSameRedemption()
    {
        Join(_key);
        _clock.Now = _clock.Now.AddDays(3);
        using var certificate = X509CertificateLoader.LoadCertificate(Join(_key));
        Assert.Equal(_key.ExportSubjectPublicKeyInfo(), certificate.PublicKey.ExportSubjectPublicKeyInfo());
    }

    [Fact]
    public void Join_AgainWithAnotherKey_IsUsed()
    {
        Join(_key);
        Assert.Equal(EnrollmentFault.Used, Refusal(() => Join(_otherKey)));
        Assert.Equal(_key.ExportSubjectPublicKeyInfo(), _partners.Find("casa-verde")!.PublicKey);
    }

    [Fact]
    public void Join_AtItsEnd_IsExpired()
    {
        _clock.Now = _clock.Now.AddHours(24);
        Assert.Equal(EnrollmentFault.Expired, Refusal(() => Join(_key)));
        Assert.Equal(PartnerState.Invited, _partners.Find("casa-verde")!.State);
    }

    [Fact]
    public void Join_OtherConsortium_IsRefusedWithoutEchoingControlCharacters()
    {
        var refusal = Assert.Throws<EnrollmentException>(() => _desk.Join("\u001b[2Jelsewhere", "casa-verde", Secret, Requests.Of(_key)));
        Assert.Equal(EnrollmentFault.WrongConsortium, refusal.Fault);
        Assert.DoesNotContain('\u001b', refusal.Message);
    }

    [Fact]
    public void Join_WrongSecretOrName_IsUnknown()
    {
        Assert.Equal(EnrollmentFault.Unknown, Refusal(() => _desk.Join(Authority.Consortium, "casa-verde", new byte[32], Requests.Of(_key))));
        Assert.Equal(EnrollmentFault.Unknown, Refusal(() => _desk.Join(Authority.Consortium, "casa-azul", Secret, Requests.Of(_key))));
        Assert.Equal(EnrollmentFault.Unknown, Refusal(() => _desk.Join(Authority.Consortium, "", [], Requests.Of(_key))));
    }

    [Fact]
    public void Join_BadRequest_LeavesTheInviteUnused()
    {
        Assert.Equal(EnrollmentFault.BadRequest, Refusal(() => _desk.Join(Authority.Consortium, "casa-verde", Secret, Requests.Forged())));
        Join(_key);
    }

    [Fact]
    public void Join_PartnerRemovedBeforeItJoined_InviteIsGone()
    {
        _partners.SetState("casa-verde", PartnerState.Removed);
        Assert.Equal(EnrollmentFault.Unknown, Refusal(() => Join(_key)));
        Assert.Equal(PartnerState.Removed, _partners.Find("casa-verde")!.State);
    }

    [Fact]
    public void Join_MemberRemovedAndInvitedAgain_OldInviteStaysUsed()
    {
        Join(_key);
        _partners.SetState("casa-verde", PartnerState.Removed);
        Assert.Equal(EnrollmentFault.Used, Refusal(() => Join(_key)));
        byte[] fresh = [.. Secret.Reverse()];
        Assert.True(_partners.TryInvite("casa-verde", SHA256.HashData(fresh), _clock.Now.AddHours(1)));
        Assert.Equal(EnrollmentFault.Used, Refusal(() => Join(_key)));
        _desk.Join(Authority.Consortium, "casa-verde", fresh, Requests.Of(_otherKey));
        Assert.Equal(_otherKey.ExportSubjectPublicKeyInfo(), _partners.Find("casa-verde")!.PublicKey);
    }

    [Fact]
    public void TryInvite_Member_IsNotInvitedTwice()
    {
        Join(_key);
        Assert.False(_partners.TryInvite("casa-verde", new byte[32], _clock.Now.AddHours(1)));
    }

    [Fact]
    public void Renew_PresentKey_GivesAFreshLife()
    {
        Join(_key);
        _clock.Now = _clock.Now.AddDays(15);
        using var renewed = X509CertificateLoader.LoadCertificate(_desk.Renew(_partners.Find("casa-verde")!, Requests.Of(_key)));
        Assert.Equal(_clock.Now + CertificateAuthority.NodeLifetime, new DateTimeOffset(renewed.NotAfter.ToUniversalTime()));
        Assert.Equal(renewed.RawData, _partners.Find("casa-verde")!.Certificate);
    }

    [Fact]
    public void Renew_AnotherKey_IsRefused()
    {
        Join(_key);
        Assert.Equal(EnrollmentFault.BadRequest, Refusal(() => _desk.Renew(_partners.Find("casa-verde")!, Requests.Of(_otherKey))));
    }

    private byte[] Join(ECDsa key) => _desk.Join(Authority.Consortium, "casa-verde", Secret, Requests.Of(key));

    private static EnrollmentFault Refusal(Action act) => Assert.Throws<EnrollmentException>(act).Fault;
}
