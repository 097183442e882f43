using System.Net.Security;
using Federated.Grpc;
using Federated.Grpc.Health;
using Federated.Interop.Tests.Processes;
using Federated.Interop.Tests.Protos;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;

namespace Federated.Interop.Tests;

/// <summary>Our client calls grpcio and grpc-js.</summary>
public sealed class TheirServerTests(TheirServers servers) : IClassFixture<TheirServers>
{
    private const string PythonServer = "python_server.py";
    private const string NodeServer = "node_server.js";

    private static readonly Method<CallRequest, CallReply> Call = new(InteropReflection.Descriptor.Services.Single(), "Call");

    [InteropTheory]
    [InlineData(PythonServer)]
    [InlineData(NodeServer)]
    public async Task Call_WithMetadata_Succeeds(string script)
    {
        using var channel = Connect(await servers.GetPortAsync(script));
        byte[] bytes = [0, 1, 2, 255];

        var response = await channel.UnaryCallWithMetadataAsync(
            Call, new CallRequest { Text = "grüße", Payload = ByteString.CopyFrom(bytes) }, new CallOptions { Headers = new Metadata { { "ask", "yes" }, { "ask-bin", bytes } } });

        Assert.Equal("grüße", response.Message.Text);
        Assert.Equal(bytes, response.Message.Payload);
        Assert.Equal("yes", response.Headers.GetValue("ahead"));
        Assert.Equal(bytes, response.Headers.GetValueBytes("ahead-bin"));
        Assert.Equal("yes", response.Trailers.GetValue("after"));
        Assert.Equal(bytes, response.Trailers.GetValueBytes("after-bin"));
    }

    [InteropTheory]
    [InlineData(PythonServer)]
    [InlineData(NodeServer)]
    public async Task Call_Fails_DetailsArrive(string script)
    {
        using var channel = Connect(await servers.GetPortAsync(script));
        var details = new Google.Rpc.Status { Code = 9, Message = "abgelaufen: 100 %\n☂", Details = { Any.Pack(new ErrorInfo { Reason = "INVITE_EXPIRED" }) } };

        var failure = await FailAsync(channel, new CallRequest { FailCode = 9, FailMessage = details.Message, FailDetails = details.ToByteString() });

        Assert.Equal(new Grpc.Status(StatusCode.FailedPrecondition, details.Message), failure.Status);
        Assert.Equal(details, failure.GetRpcStatus());
        Assert.Equal("INVITE_EXPIRED", failure.GetErrorInfo()!.Reason);
    }

    [InteropTheory]
    [InlineData(PythonServer)]
    [InlineData(NodeServer)]
    public async Task Call_PastItsDeadline_IsDeadlineExceeded(string script)
    {
        using var channel = Connect(await servers.GetPortAsync(script));

        var failure = await FailAsync(channel, new CallRequest { DelayMilliseconds = 600_000 }, new CallOptions { Timeout = TimeSpan.FromMilliseconds(500) });

        Assert.Equal(StatusCode.DeadlineExceeded, failure.StatusCode);
    }

    [InteropTheory]
    [InlineData(PythonServer)]
    [InlineData(NodeServer)]
    public async Task Call_RequestTooLargeForThem_TheirStatusIsReportedDuringTheUpload(string script)
    {
        using var channel = Connect(await servers.GetPortAsync(script));

        var failure = await FailAsync(channel, new CallRequest { Payload = ByteString.CopyFrom(new byte[24 * 1024 * 1024]) });

        Assert.Equal(StatusCode.ResourceExhausted, failure.StatusCode);
    }

    [InteropTheory]
    [InlineData(PythonServer)]
    [InlineData(NodeServer)]
    public async Task Call_ResponseTooLargeForUs_IsResourceExhausted(string script)
    {
        using var channel = Connect(await servers.GetPortAsync(script));

        Assert.Equal(StatusCode.ResourceExhausted, (await FailAsync(channel, new CallRequest { ReplyBytes = 8 * 1024 * 1024 })).StatusCode);
    }

    [InteropTheory]
    [InlineData(PythonServer)]
    [InlineData(NodeServer)]
    public async Task Call_ThreeMebibytes_ComesBackWhole(string script)
    {
        using var channel = Connect(await servers.GetPortAsync(script));
        var payload = new byte[3 * 1024 * 1024];
        new Random(7).NextBytes(payload);

        var reply = await channel.UnaryCallAsync(Call, new CallRequest { Payload = ByteString.CopyFrom(payload) });

        Assert.True(reply.Payload.Span.SequenceEqual(payload));
    }

    [InteropTheory]
    [InlineData(PythonServer)]
    [InlineData(NodeServer)]
    public async Task Call_UnknownService_IsUnimplemented(string script)
    {
        using var channel = Connect(await servers.GetPortAsync(script));
        var check = new Method<HealthCheckRequest, HealthCheckResponse>(HealthService.Descriptor, "Check");

        var failure = await Assert.ThrowsAsync<RpcException>(() => channel.UnaryCallAsync(check, new HealthCheckRequest()));

        Assert.Equal(StatusCode.Unimplemented, failure.StatusCode);
    }

    [InteropTheory]
    [InlineData(PythonServer)]
    [InlineData(NodeServer)]
    public async Task Call_GzipBothWays_Succeeds(string script)
    {
        await using var server = servers.Start(script, gzip: true);
        using var channel = Connect(await TheirServers.ReadPortAsync(server), gzip: true);

        var reply = await channel.UnaryCallAsync(Call, new CallRequest { Text = "small", Payload = ByteString.CopyFrom(new byte[100_000]) });

        Assert.Equal(("small", 100_000), (reply.Text, reply.Payload.Length));
    }

    [InteropTheory]
    [InlineData(PythonServer)]
    [InlineData(NodeServer)]
    public async Task Call_GzipBombFromThem_IsResourceExhausted(string script)
    {
        await using var server = servers.Start(script, gzip: true);
        using var channel = Connect(await TheirServers.ReadPortAsync(server));

        Assert.Equal(StatusCode.ResourceExhausted, (await FailAsync(channel, new CallRequest { ReplyBytes = 64 * 1024 * 1024 })).StatusCode);
    }

    [InteropTheory]
    [InlineData(PythonServer)]
    [InlineData(NodeServer)]
    public async Task Call_OverMutualTls_Succeeds(string script)
    {
        await using var server = servers.Start(script, tls: true);
        using var channel = Connect(await TheirServers.ReadPortAsync(server), tls: true);

        Assert.Equal("over TLS", (await channel.UnaryCallAsync(Call, new CallRequest { Text = "over TLS" })).Text);
    }

    [InteropTheory]
    [InlineData(PythonServer)]
    [InlineData(NodeServer)]
    public async Task Call_TheyDieMeanwhile_IsUnavailable(string script)
    {
        await using var server = servers.Start(script);
        using var channel = Connect(await TheirServers.ReadPortAsync(server));
        await channel.UnaryCallAsync(Call, new CallRequest());

        var call = FailAsync(channel, new CallRequest { DelayMilliseconds = 600_000 });
        server.Kill();

        Assert.Equal(StatusCode.Unavailable, (await call).StatusCode);
    }

    private static Task<RpcException> FailAsync(GrpcChannel channel, CallRequest request, CallOptions? options = null) =>
        Assert.ThrowsAsync<RpcException>(() => channel.UnaryCallAsync(Call, request, options));

    private GrpcChannel Connect(int port, bool gzip = false, bool tls = false)
    {
        var handler = new SocketsHttpHandler
        {
            SslOptions = new SslClientAuthenticationOptions
            {
                ClientCertificates = [servers.Workspace.Certificates.Client],
                RemoteCertificateValidationCallback = (_, certificate, _, _) => servers.Workspace.Certificates.Issued(certificate),
            },
        };
        return GrpcChannel.ForAddress(new Uri($"{(tls ? "https" : "http")}://127.0.0.1:{port}"), new GrpcChannelOptions
        {
            HttpHandler = handler,
            DisposeHttpHandler = true,
            MaxSendMessageSize = int.MaxValue,
            RequestCompressionAlgorithm = gzip ? "gzip" : null,
        });
    }
}
