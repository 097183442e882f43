using System.Text.Json;
using Federated.Grpc;
using Federated.Interop.Tests.Processes;
using Federated.Interop.Tests.Protos;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;

namespace Federated.Interop.Tests;

/// <summary>grpcio and grpc-js call our server.</summary>
public sealed class TheirClientTests : IDisposable
{
    private const string PythonClient = "python_client.py";
    private const string NodeClient = "node_client.js";
    private const string CallPath = "/federated.interop.v1.InteropService/Call";

    private readonly Workspace _workspace = new();

    [InteropTheory]
    [InlineData(PythonClient)]
    [InlineData(NodeClient)]
    public async Task Call_WithMetadata_Succeeds(string client)
    {
        await using var server = await OurServer.StartAsync();
        byte[] bytes = [0, 1, 2, 255];

        var outcome = await CallAsync(client, server, new CallRequest { Text = "grüße", Payload = ByteString.CopyFrom(bytes) }, metadata: new() { ["ask"] = "yes"u8.ToArray(), ["ask-bin"] = bytes });

        Assert.Equal((StatusCode.OK, "grüße"), (outcome.StatusCode, outcome.Message.Text));
        Assert.Equal(bytes, outcome.Message.Payload);
        Assert.Equal("yes", PeerOutcome.Text(outcome.Headers, "ahead"));
        Assert.Equal(bytes, PeerOutcome.Bytes(outcome.Headers, "ahead-bin"));
        Assert.Equal("yes", PeerOutcome.Text(outcome.Trailers, "after"));
        Assert.Equal(bytes, PeerOutcome.Bytes(outcome.Trailers, "after-bin"));
    }

    [InteropTheory]
    [InlineData(PythonClient)]
    [InlineData(NodeClient)]
    public async Task Call_Fails_DetailsArrive(string client)
    {
        await using var server = await OurServer.StartAsync();
        var details = new Google.Rpc.Status { Code = 9, Message = "abgelaufen: 100 %\n☂", Details = { Any.Pack(new ErrorInfo { Reason = "INVITE_EXPIRED" }) } };

        var outcome = await CallAsync(client, server, new CallRequest { FailCode = 9, FailMessage = details.Message, FailDetails = details.ToByteString() });

        Assert.Equal((StatusCode.FailedPrecondition, details.Message), (outcome.StatusCode, outcome.Details));
        Assert.Equal(details, Google.Rpc.Status.Parser.ParseFrom(PeerOutcome.Bytes(outcome.Trailers, "grpc-status-details-bin")));
    }

    [InteropTheory]
    [InlineData(PythonClient)]
    [InlineData(NodeClient)]
    public async Task Call_PastItsDeadline_IsDeadlineExceeded(string client)
    {
        await using var server = await OurServer.StartAsync();

        var outcome = await CallAsync(client, server, new CallRequest { DelayMilliseconds = 600_000 }, timeout: 0.5);

        Assert.Equal(StatusCode.DeadlineExceeded, outcome.StatusCode);
    }

    [InteropTheory]
    [InlineData(PythonClient)]
    [InlineData(NodeClient)]
    public async Task Call_RequestTooLarge_IsResourceExhausted(string client)
    {
        await using var server = await OurServer.StartAsync();

        var outcome = await CallAsync(client, server, new CallRequest { Payload = ByteString.CopyFrom(new byte[8 * 1024 * 1024]) });

        Assert.Equal(StatusCode.ResourceExhausted, outcome.StatusCode);
        Assert.Contains("raise the limit", outcome.Details, StringComparison.Ordinal);
    }

    [InteropTheory]
    [InlineData(PythonClient)]
    [InlineData(NodeClient)]
    public async Task Call_ResponseTooLargeForThem_IsResourceExhausted(string client)
    {
        await using var server = await OurServer.StartAsync(configure: options => options.MaxSendMessageSize = 16 * 1024 * 1024);

        var outcome = await CallAsync(client, server, new CallRequest { ReplyBytes = 8 * 1024 * 1024 });

        Assert.Equal(StatusCode.ResourceExhausted, outcome.StatusCode);
    }

    [InteropTheory]
    [InlineData(PythonClient)]
    [InlineData(NodeClient)]
    public async Task Call_ThreeMebibytes_ComesBackWhole(string client)
    {
        await using var server = await OurServer.StartAsync();
        var payload = new byte[3 * 1024 * 1024];
        new Random(7).NextBytes(payload);

        var outcome = await CallAsync(client, server, new CallRequest { Payload = ByteString.CopyFrom(payload) });

        Assert.True(outcome.Message.Payload.Span.SequenceEqual(payload));
    }

    [InteropTheory]
    [InlineData(PythonClient, "/federated.interop.v1.InteropService/Nothing")]
    [InlineData(PythonClient, "/no.such.Service/Call")]
    [InlineData(NodeClient, "/federated.interop.v1.InteropService/Nothing")]
    [InlineData(NodeClient, "/no.such.Service/Call")]
    public async Task Call_UnknownPath_IsUnimplemented(string client, string path)
    {
        await using var server = await OurServer.StartAsync();

        var outcome = await CallAsync(client, server, new CallRequest(), path);

        Assert.Equal(StatusCode.Unimplemented, outcome.StatusCode);
        Assert.Contains("no method at this path", outcome.Details, StringComparison.Ordinal);
    }

    [InteropTheory]
    [InlineData(PythonClient)]
    [InlineData(NodeClient)]
    public async Task Call_GzipBothWays_Succeeds(string client)
    {
        await using var server = await OurServer.StartAsync(configure: options => options.ResponseCompressionAlgorithm = "gzip");

        var outcome = await CallAsync(client, server, new CallRequest { Text = "small", Payload = ByteString.CopyFrom(new byte[100_000]) }, gzip: true);

        Assert.Equal((StatusCode.OK, "small", 100_000), (outcome.StatusCode, outcome.Message.Text, outcome.Message.Payload.Length));
    }

    [InteropTheory]
    [InlineData(PythonClient)]
    [InlineData(NodeClient)]
    public async Task Call_OverMutualTls_Succeeds(string client)
    {
        await using var server = await OurServer.StartAsync(_workspace.Certificates);

        var outcome = await CallAsync(client, server, new CallRequest { Text = "over TLS" }, tls: _workspace.Tls);

        Assert.Equal((StatusCode.OK, "over TLS"), (outcome.StatusCode, outcome.Message.Text));
    }

    [InteropTheory]
    [InlineData(PythonClient)]
    [InlineData(NodeClient)]
    public async Task Health_Check_IsServing(string client)
    {
        await using var server = await OurServer.StartAsync();

        var outcome = await CallAsync(client, server, new CallRequest(), "/grpc.health.v1.Health/Check");

        Assert.Equal([8, 1], Convert.FromBase64String(outcome.Reply));
    }

    public void Dispose() => _workspace.Dispose();

    private async Task<PeerOutcome> CallAsync(
        string client, OurServer server, CallRequest request, string path = CallPath, double timeout = 60, bool gzip = false, string? tls = null, Dictionary<string, byte[]>? metadata = null)
    {
        var settings = new { server.Target, Method = path, Request = _workspace.WriteFile("request", request.ToByteArray()), Timeout = timeout, Gzip = gzip, Tls = tls, Metadata = metadata ?? [] };
        await using var process = PeerProcess.Start(client, settings);
        return JsonSerializer.Deserialize<PeerOutcome>(await process.ReadLineAsync(), JsonSerializerOptions.Web)!;
    }
}
