using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Federated.ClientNode.Join;
using Federated.Hosting.CommandLine;
using Federated.Protocol.Errors;
using Federated.Protocol.Joining;
using Google.Protobuf.WellKnownTypes;

namespace Federated.ClientNode.Tests.Join;

public sealed class JoiningTests : IDisposable
{
    private readonly TestAuthority _authority = new();
    private readonly TemporaryDirectory _files = new();

    public void Dispose()
    {
        _authority.Dispose();
        _files.Dispose();
    }

    [Fact]
    public async Task JoinAsync_GoodInvite_MakesAMember()
    {
        await using var coordinator = await StubCoordinator.StartAsync(_authority);
        var invite = coordinator.Invite();
        var ends = await JoinAsync(invite);

        var request = Assert.Single(coordinator.Enrollment.Joins);
        Assert.Equal(invite.Secret, request.InviteSecret);
        Assert.Equal(("retail-eu", "casa-verde"), (request.Consortium, request.Partner));
        Assert.Equal(new NodeOptions("retail-eu", coordinator.Address, "casa-verde"), NodeOptions.Parse(File.ReadAllText(_files.Node.Options), "node.yaml"));
        using var identity = NodeIdentity.Load(_files.Node);
        Assert.Equal(ends.UtcDateTime, identity.Certificate.NotAfter.ToUniversalTime());
        Assert.Equal(_authority.Certificate.RawData, identity.Authority.RawData);
        Assert.Equal(identity.Key.ExportSubjectPublicKeyInfo(), identity.Certificate.PublicKey.ExportSubjectPublicKeyInfo());
    }

    [Fact]
    public async Task JoinAsync_NewKey_IsReadableByItsOwnerOnly()
    {
        if (OperatingSystem.IsWindows())
            return;
        await using var coordinator = await StubCoordinator.StartAsync(_authority);
        await coordinator.JoinAsync(_files.Node);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_files.Node.Key));
    }

    [Fact]
    public async Task JoinAsync_OtherAuthorityThanPinned_NeverSendsTheSecret()
    {
        await using var coordinator = await StubCoordinator.StartAsync(_authority);
        var failure = await RefusedAsync(coordinator.Invite(pin: RandomNumberGenerator.GetBytes(32)));
        Assert.Equal(("FED-JOIN-CA", ExitCode.VerificationFailed), (failure.Code, failure.Exit));
        Assert.Equal(1, coordinator.Enrollment.Introductions);
        Assert.Empty(coordinator.Enrollment.Joins);
        Assert.False(_files.Node.IsMember);
    }

    [Fact]
    public async Task JoinAsync_PinnedAuthorityShownByAServerThatIsNotOfIt_NeverSendsTheSecret()
    {
        using var other = new TestAuthority();
        await using var coordinator = await StubCoordinator.StartAsync(_authority, other.IssueServer());
        var failure = await RefusedAsync(coordinator.Invite());
        Assert.Equal("FED-JOIN-CA", failure.Code);
        Assert.Empty(coordinator.Enrollment.Joins);
    }

    [Fact]
    public async Task JoinAsync_ServerCertificateForAnotherName_NeverSendsTheSecret()
    {
        await using var coordinator = await StubCoordinator.StartAsync(_authority, _authority.IssueServer("elsewhere.example"));
        var failure = await RefusedAsync(coordinator.Invite());
        Assert.Equal(("FED-CONNECT-TLS-NAME", ExitCode.NoConnection), (failure.Code, failure.Exit));
        Assert.Empty(coordinator.Enrollment.Joins);
    }

    [Fact]
    public async Task JoinAsync_OtherConsortium_IsNamedAndNothingIsSent()
    {
        await using var coordinator = await StubCoordinator.StartAsync(_authority);
        coordinator.Enrollment.Consortium = "retail-us\u001b[2J";
        var failure = await RefusedAsync(coordinator.Invite());
        Assert.Equal("FED-JOIN-CONSORTIUM", failure.Code);
        Assert.Contains("'retail-us?[2J'", failure.What, StringComparison.Ordinal);
        Assert.Empty(coordinator.Enrollment.Joins);
    }

    [Theory]
    [InlineData(301)]
    [InlineData(-301)]
    public async Task JoinAsync_ClocksMoreThanFiveMinutesApart_ShowsBothTimes(int seconds)
    {
        await using var coordinator = await StubCoordinator.StartAsync(_authority);
        var clock = new ManualClock(DateTimeOffset.Parse("2027-03-04T05:06:07Z", null));
        coordinator.Enrollment.ServerTime = clock.Now.AddSeconds(seconds).ToTimestamp();
        var failure = await Assert.ThrowsAsync<CommandException>(() => new Joining(_files.Node, clock).JoinAsync(coordinator.Invite(), CancellationToken.None));
        Assert.Equal("FED-JOIN-CLOCK", failure.Code);
        Assert.Contains("2027-03-04 05:06:07Z", failure.What, StringComparison.Ordinal);
        Assert.Contains(clock.Now.AddSeconds(seconds).ToString("u"), failure.What, StringComparison.Ordinal);
        Assert.Empty(coordinator.Enrollment.Joins);
    }

    [Theory]
    [InlineData(300)]
    [InlineData(-300)]
    public async Task JoinAsync_ClocksFiveMinutesApart_StillJoins(int seconds)
    {
        await using var coordinator = await StubCoordinator.StartAsync(_authority);
        var clock = new ManualClock(DateTimeOffset.FromUnixTimeSeconds(DateTimeOffset.UtcNow.ToUnixTimeSeconds()));
        coordinator.Enrollment.ServerTime = clock.Now.AddSeconds(seconds).ToTimestamp();
        await new Joining(_files.Node, clock).JoinAsync(coordinator.Invite(), CancellationToken.None);
        Assert.True(_files.Node.IsMember);
    }

    [Theory]
    [InlineData(ErrorReasons.JoinExpired, "FED-JOIN-EXPIRED")]
    [InlineData(ErrorReasons.JoinUsed, "FED-JOIN-USED")]
    [InlineData(ErrorReasons.JoinConsortium, "FED-JOIN-CONSORTIUM")]
    [InlineData(ErrorReasons.JoinUnknown, "FED-JOIN-UNKNOWN")]
    [InlineData(ErrorReasons.JoinRequest, "FED-JOIN-REQUEST")]
    public async Task JoinAsync_RefusedByTheCoordinator_HasACodeOfItsOwn(string reason, string code)
    {
        await using var coordinator = await StubCoordinator.StartAsync(_authority);
        coordinator.Enrollment.Refusal = reason;
        var failure = await RefusedAsync(coordinator.Invite());
        Assert.Equal(code, failure.Code);
        Assert.DoesNotContain("words of the coordinator", failure.What + failure.Mend, StringComparison.Ordinal);
        Assert.False(_files.Node.IsMember);
    }

    [Fact]
    public async Task JoinAsync_RepeatedAfterAFailure_UsesTheSameKey()
    {
        await using var coordinator = await StubCoordinator.StartAsync(_authority);
        var invite = coordinator.Invite();
        coordinator.Enrollment.Refusal = ErrorReasons.NotFound;
        await RefusedAsync(invite);
        var key = File.ReadAllText(_files.Node.Key);
        coordinator.Enrollment.Refusal = null;
        await JoinAsync(invite);
        Assert.Equal(key, File.ReadAllText(_files.Node.Key));
        Assert.Equal(2, coordinator.Enrollment.Joins.Count);
        Assert.Equal(KeyOf(0), KeyOf(1));

        string KeyOf(int index) => Convert.ToHexString(CertificateRequest.LoadSigningRequest(
            coordinator.Enrollment.Joins.ElementAt(index).CertificateSigningRequest.ToByteArray(), HashAlgorithmName.SHA256).PublicKey.ExportSubjectPublicKeyInfo());
    }

    [Fact]
    public async Task JoinAsync_Member_IsRefusedBeforeAnyCall()
    {
        await using var coordinator = await StubCoordinator.StartAsync(_authority);
        await coordinator.JoinAsync(_files.Node);
        var key = File.ReadAllText(_files.Node.Key);
        var failure = await RefusedAsync(coordinator.Invite());
        Assert.Equal("FED-JOIN-MEMBER", failure.Code);
        Assert.Equal((1, 1), (coordinator.Enrollment.Introductions, coordinator.Enrollment.Joins.Count));
        Assert.Equal(key, File.ReadAllText(_files.Node.Key));
    }

    [Theory]
    [InlineData("other key")]
    [InlineData("other partner")]
    [InlineData("other authority")]
    public async Task JoinAsync_CertificateThatIsNotForThisNode_IsNotKept(string kind)
    {
        using var other = new TestAuthority();
        using var otherKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        await using var coordinator = await StubCoordinator.StartAsync(_authority);
        coordinator.Enrollment.Issue = request => kind switch
        {
            "other key" => _authority.IssueNode(NodeKey.SigningRequest(otherKey, "casa-verde"), "casa-verde"),
            "other partner" => _authority.IssueNode(request, "nordwind"),
            _ => other.IssueNode(request, "casa-verde"),
        };
        var failure = await RefusedAsync(coordinator.Invite());
        Assert.Equal("FED-JOIN-CERTIFICATE", failure.Code);
        Assert.False(_files.Node.IsMember);
    }

    private Task<DateTimeOffset> JoinAsync(Invite invite) => new Joining(_files.Node, TimeProvider.System).JoinAsync(invite, CancellationToken.None);

    private Task<CommandException> RefusedAsync(Invite invite) => Assert.ThrowsAsync<CommandException>(() => JoinAsync(invite));
}
