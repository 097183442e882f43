using System.Security.Cryptography;
using Federated.ClientNode.Join;
using Federated.Grpc;
using Federated.Hosting.CommandLine;
using Federated.Protocol.Errors;

namespace Federated.ClientNode.Tests.Join;

public sealed class CertificateRenewalTests : IDisposable
{
    private readonly TestAuthority _authority = new();
    private readonly TemporaryDirectory _files = new();

    public void Dispose()
    {
        _authority.Dispose();
        _files.Dispose();
    }

    [Fact]
    public void IsDue_FromHalfOfTheCertificatesLifeOn()
    {
        var begins = DateTimeOffset.FromUnixTimeSeconds(DateTimeOffset.UtcNow.ToUnixTimeSeconds());
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var certificate = _authority.IssueNode(NodeKey.SigningRequest(key, "casa-verde"), "casa-verde", TimeSpan.FromDays(30), begins);
        var clock = new ManualClock(begins.AddDays(15).AddSeconds(-1));
        Assert.False(CertificateRenewal.IsDue(certificate, clock.GetUtcNow()));
        clock.Now = begins.AddDays(15);
        Assert.True(CertificateRenewal.IsDue(certificate, clock.GetUtcNow()));
        clock.Now = begins.AddDays(31);
        Assert.True(CertificateRenewal.IsDue(certificate, clock.GetUtcNow()));
    }

    [Fact]
    public async Task RenewAsync_Member_PutsANewCertificateForTheSameKeyInPlace()
    {
        await using var coordinator = await StubCoordinator.StartAsync(_authority);
        await coordinator.JoinAsync(_files.Node);
        using var before = NodeIdentity.Load(_files.Node);
        coordinator.Enrollment.Issue = request => _authority.IssueNode(request, "casa-verde", TimeSpan.FromDays(45));
        using var after = await RenewAsync(coordinator, before);

        Assert.Equal(before.Certificate.Thumbprint, Assert.Single(coordinator.Enrollment.Renewers)?.Thumbprint);
        Assert.True(after.Certificate.NotAfter > before.Certificate.NotAfter.AddDays(10));
        Assert.Equal(before.Key.ExportSubjectPublicKeyInfo(), after.Key.ExportSubjectPublicKeyInfo());
        using var onDisk = NodeIdentity.Load(_files.Node);
        Assert.Equal(after.Certificate.Thumbprint, onDisk.Certificate.Thumbprint);
        Assert.Empty(Directory.GetFiles(_files.Node.Root, "*.tmp"));
    }

    [Fact]
    public async Task RenewAsync_Refused_KeepsThePresentCertificate()
    {
        await using var coordinator = await StubCoordinator.StartAsync(_authority);
        await coordinator.JoinAsync(_files.Node);
        using var identity = NodeIdentity.Load(_files.Node);
        coordinator.Enrollment.Refusal = ErrorReasons.PartnerPaused;
        await Assert.ThrowsAsync<RpcException>(() => RenewAsync(coordinator, identity));
        using var onDisk = NodeIdentity.Load(_files.Node);
        Assert.Equal(identity.Certificate.Thumbprint, onDisk.Certificate.Thumbprint);
    }

    [Fact]
    public async Task RenewAsync_CertificateOfAnotherPartner_KeepsThePresentOne()
    {
        await using var coordinator = await StubCoordinator.StartAsync(_authority);
        await coordinator.JoinAsync(_files.Node);
        using var identity = NodeIdentity.Load(_files.Node);
        coordinator.Enrollment.Issue = request => _authority.IssueNode(request, "nordwind");
        var failure = await Assert.ThrowsAsync<CommandException>(() => RenewAsync(coordinator, identity));
        Assert.Equal("FED-JOIN-CERTIFICATE", failure.Code);
        using var onDisk = NodeIdentity.Load(_files.Node);
        Assert.Equal(identity.Certificate.Thumbprint, onDisk.Certificate.Thumbprint);
    }

    private async Task<NodeIdentity> RenewAsync(StubCoordinator coordinator, NodeIdentity identity)
    {
        using var connection = ConsortiumConnection.Open(coordinator.Address, identity);
        return await new CertificateRenewal(_files.Node, new NodeOptions("retail-eu", coordinator.Address, "casa-verde")).RenewAsync(connection, identity, CancellationToken.None);
    }
}
