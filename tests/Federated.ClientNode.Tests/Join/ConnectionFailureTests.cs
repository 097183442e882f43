using System.Net;
using System.Net.Http;
using System.Net.Security;
using System.Net.Sockets;
using Federated.ClientNode.Join;
using Federated.Grpc;
using Federated.Hosting.CommandLine;
using Federated.Protocol.Errors;
using Federated.Protocol.V1;

namespace Federated.ClientNode.Tests.Join;

public sealed class ConnectionFailureTests
{
    private static readonly Uri Coordinator = new("https://coordinator.example:8443");

    [Theory]
    [InlineData(HttpRequestError.NameResolutionError, "FED-CONNECT-NAME")]
    [InlineData(HttpRequestError.ConnectionError, "FED-CONNECT-REFUSED")]
    [InlineData(HttpRequestError.SecureConnectionError, "FED-CONNECT-TLS")]
    [InlineData(HttpRequestError.ProxyTunnelError, "FED-CONNECT-PROXY")]
    [InlineData(HttpRequestError.VersionNegotiationError, "FED-CONNECT-PROTOCOL")]
    [InlineData(HttpRequestError.ResponseEnded, "FED-CONNECT-LOST")]
    public void Explain_TransportFailure_HasOneCodeForEachCause(HttpRequestError error, string code)
    {
        var failure = Explain(StatusCode.Unavailable, new HttpRequestException(error, "platform's words"));
        Assert.Equal((code, ExitCode.NoConnection), (failure.Code, failure.Exit));
        Assert.DoesNotContain("platform's words", failure.What, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ErrorReasons.CertificateInvalid, "FED-MEMBER-CERTIFICATE")]
    [InlineData(ErrorReasons.CertificateExpired, "FED-MEMBER-EXPIRED")]
    [InlineData(ErrorReasons.PartnerPaused, "FED-MEMBER-PAUSED")]
    [InlineData(ErrorReasons.PartnerRemoved, "FED-MEMBER-REMOVED")]
    public void Explain_StrangerToTheCoordinator_IsExitCodeTwo(string reason, string code)
    {
        var failure = ConnectionFailure.Explain(StubEnrollmentService.Failure(StatusCode.PermissionDenied, reason), Coordinator, SslPolicyErrors.None);
        Assert.Equal((code, ExitCode.NoConnection), (failure.Code, failure.Exit));
    }

    [Fact]
    public void Explain_ConnectTimeout_IsNotTakenForARefusal() =>
        Assert.Equal("FED-CONNECT-TIMEOUT", Explain(StatusCode.Unavailable, new OperationCanceledException("connect", new TimeoutException())).Code);

    [Fact]
    public void Explain_UnknownReason_FallsBackToTheStatus() =>
        Assert.Equal("FED-CONNECT-CALL", ConnectionFailure.Explain(StubEnrollmentService.Failure(StatusCode.Internal, "FED_NEW"), Coordinator, SslPolicyErrors.None).Code);

    [Fact]
    public async Task Introduction_NobodyListens_SaysSo()
    {
        int port;
        using (var listener = new TcpListener(IPAddress.Loopback, 0))
        {
            listener.Start();
            port = ((IPEndPoint)listener.LocalEndpoint).Port;
        }

        var failure = await Assert.ThrowsAsync<CommandException>(() => Introduction.AskAsync(new Uri($"https://127.0.0.1:{port}"), CancellationToken.None));
        Assert.Equal(("FED-CONNECT-REFUSED", ExitCode.NoConnection), (failure.Code, failure.Exit));
        Assert.Contains($"127.0.0.1:{port}", failure.What, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CallAsync_ServerOfAnotherAuthority_IsNotTrusted()
    {
        using var authority = new TestAuthority();
        using var other = new TestAuthority();
        await using var coordinator = await StubCoordinator.StartAsync(other);
        using var connection = ConsortiumConnection.OpenAsNewcomer(coordinator.Address, authority.Certificate);
        var failure = await Assert.ThrowsAsync<CommandException>(() => connection.CallAsync(EnrollmentCalls.GetConsortium, new GetConsortiumRequest(), EnrollmentCalls.Timeout, CancellationToken.None));
        Assert.Equal("FED-CONNECT-TLS", failure.Code);
        Assert.Contains("not of this consortium's authority", failure.What, StringComparison.Ordinal);
        Assert.Equal(0, coordinator.Enrollment.Introductions);
    }

    private static CommandException Explain(StatusCode code, Exception cause) =>
        ConnectionFailure.Explain(new RpcException(new Status(code, "detail"), new Metadata(), cause), Coordinator, SslPolicyErrors.None);
}
