using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Federated.Grpc.Tests.Loopback;
using Federated.Grpc.Tests.Protos;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;

namespace Federated.Grpc.Tests.Client;

public sealed class ConnectionTests : IDisposable
{
    private readonly Certificates _certificates = new();

    [Fact]
    public async Task Connection_Refused_IsUnavailableWithItsCause()
    {
        using var channel = GrpcChannel.ForAddress(RawCall.DeadAddress());

        var failure = await FailAsync(channel);

        Assert.Equal(StatusCode.Unavailable, failure.StatusCode);
        Assert.Equal(HttpRequestError.ConnectionError, Assert.IsType<HttpRequestException>(failure.InnerException).HttpRequestError);
    }

    [Fact]
    public async Task Connection_ServerSpeaksHttp11Only_IsUnavailable()
    {
        await using var server = await LoopbackServer.StartEchoAsync(listen: options => options.Protocols = HttpProtocols.Http1);
        using var channel = GrpcChannel.ForAddress(new UriBuilder(server.Address) { Scheme = "http" }.Uri);

        Assert.Contains((await FailAsync(channel)).StatusCode, new[] { StatusCode.Unavailable, StatusCode.Internal });
    }

    [Fact]
    public async Task MutualTls_BothTrusted_HandlerSeesTheClientsCertificate()
    {
        string? subject = null;
        await using var server = await LoopbackServer.StartEchoAsync(
            (request, context) =>
            {
                subject = context.GetHttpContext().Connection.ClientCertificate?.Subject;
                return EchoHandler.Repeat(request, context);
            },
            listen: RequireClientCertificate);
        using var channel = CreateTlsChannel(server, _certificates.Client, _certificates.Issued);

        var reply = await channel.UnaryCallAsync(LoopbackServer.EchoMethod, new EchoRequest { Text = "over TLS" });

        Assert.Equal(("over TLS", "CN=client"), (reply.Text, subject));
    }

    [Fact]
    public async Task MutualTls_NoClientCertificate_IsUnavailable()
    {
        await using var server = await LoopbackServer.StartEchoAsync(listen: RequireClientCertificate);
        using var channel = CreateTlsChannel(server, null, _certificates.Issued);

        var failure = await FailAsync(channel);

        Assert.Equal(StatusCode.Unavailable, failure.StatusCode);
        Assert.NotNull(failure.InnerException);
    }

    [Fact]
    public async Task Tls_ServerNotTrusted_IsUnavailableWithTheAuthenticationFailure()
    {
        using var others = new Certificates();
        await using var server = await LoopbackServer.StartEchoAsync(listen: RequireClientCertificate);
        using var channel = CreateTlsChannel(server, _certificates.Client, others.Issued);

        var failure = await FailAsync(channel);

        Assert.Equal(StatusCode.Unavailable, failure.StatusCode);
        var cause = Assert.IsType<HttpRequestException>(failure.InnerException);
        Assert.Equal(HttpRequestError.SecureConnectionError, cause.HttpRequestError);
        Assert.IsType<AuthenticationException>(cause.InnerException);
    }

    [Fact]
    public async Task Connection_ServerStopsDuringACall_IsNotSuccess()
    {
        var entered = new TaskCompletionSource();
        var server = await LoopbackServer.StartEchoAsync(async (_, context) =>
        {
            entered.SetResult();
            await Task.Delay(Timeout.Infinite, context.CancellationToken);
            return new EchoReply();
        });
        using var channel = server.CreateChannel();
        var call = FailAsync(channel);
        await entered.Task.WaitAsync(TimeSpan.FromSeconds(30));

        server.Abort();

        Assert.Equal(StatusCode.Unavailable, (await call).StatusCode);
        await server.DisposeAsync();
    }

    [Theory]
    [InlineData("ftp://localhost:1")]
    [InlineData("https://localhost:1/path")]
    [InlineData("https://user@localhost:1")]
    [InlineData("/relative")]
    public void ForAddress_NotAServer_IsRefused(string address) =>
        Assert.Throws<ArgumentException>(() => GrpcChannel.ForAddress(new Uri(address, UriKind.RelativeOrAbsolute)));

    [Fact]
    public void ForAddress_OptionsOutOfRange_NamesThemAll()
    {
        var fault = Assert.Throws<ArgumentException>(() => GrpcChannel.ForAddress(
            new Uri("http://localhost:1"),
            new GrpcChannelOptions { MaxReceiveMessageSize = 0, MaxSendMessageSize = 0, RequestCompressionAlgorithm = "br" }));

        Assert.Contains("MaxReceiveMessageSize", fault.Message, StringComparison.Ordinal);
        Assert.Contains("MaxSendMessageSize", fault.Message, StringComparison.Ordinal);
        Assert.Contains("RequestCompressionAlgorithm", fault.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _certificates.Dispose();

    private static Task<RpcException> FailAsync(GrpcChannel channel) =>
        Assert.ThrowsAsync<RpcException>(() => channel.UnaryCallAsync(LoopbackServer.EchoMethod, new EchoRequest()));

    private static GrpcChannel CreateTlsChannel(LoopbackServer server, X509Certificate2? client, Func<X509Certificate?, bool> trusts) =>
        GrpcChannel.ForAddress(server.Address, new GrpcChannelOptions
        {
            DisposeHttpHandler = true,
            HttpHandler = new SocketsHttpHandler
            {
                SslOptions = new SslClientAuthenticationOptions
                {
                    ClientCertificates = client is null ? [] : [client],
                    RemoteCertificateValidationCallback = (_, certificate, _, _) => trusts(certificate),
                },
            },
        });

    private void RequireClientCertificate(ListenOptions options) => options.UseHttps(_certificates.Server, https =>
    {
        https.ClientCertificateMode = ClientCertificateMode.RequireCertificate;
        https.ClientCertificateValidation = (certificate, _, _) => _certificates.Issued(certificate);
    });
}
