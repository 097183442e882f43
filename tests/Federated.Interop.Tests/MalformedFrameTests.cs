using System.Globalization;
using System.Text.Json;
using Federated.Grpc;
using Federated.Interop.Tests.Processes;
using Federated.Interop.Tests.Protos;

namespace Federated.Interop.Tests;

/// <summary>Frames that break the rules, sent by a plain HTTP/2 program that shares no code with ours.</summary>
public sealed class MalformedFrameTests : IDisposable
{
    private static readonly Method<CallRequest, CallReply> Call = new(InteropReflection.Descriptor.Services.Single(), "Call");

    private readonly Workspace _workspace = new();

    public static TheoryData<string, byte[], StatusCode> Frames => new()
    {
        { "flag 7", [7, 0, 0, 0, 0], StatusCode.Internal },
        { "truncated", [0, 0, 0, 0, 9, 10], StatusCode.Internal },
        { "two messages", [0, 0, 0, 0, 0, 0, 0, 0, 0, 0], StatusCode.Unimplemented },
        { "no message", [], StatusCode.Unimplemented },
        { "length of 4 GiB", [0, 255, 255, 255, 255], StatusCode.ResourceExhausted },
        { "not a protobuf", [0, 0, 0, 0, 1, 255], StatusCode.Internal },
    };

    [InteropTheory]
    [MemberData(nameof(Frames))]
    public async Task Server_MalformedRequest_AnswersItsStatus(string what, byte[] body, StatusCode expected)
    {
        await using var server = await OurServer.StartAsync();

        await using var client = PeerProcess.Start("raw_client.js", new { server.Target, Method = Call.FullName, Request = _workspace.WriteFile("request", body) });
        using var answer = JsonDocument.Parse(await client.ReadLineAsync());

        Assert.Equal((what, 200, (int)expected), (what, answer.RootElement.GetProperty("http").GetInt32(), answer.RootElement.GetProperty("code").GetInt32()));
    }

    [InteropTheory]
    [MemberData(nameof(Frames))]
    public async Task Client_MalformedResponse_FailsWithItsStatus(string what, byte[] body, StatusCode expected)
    {
        await using var server = PeerProcess.Start("raw_server.js", new { Body = Convert.ToBase64String(body) });
        var port = int.Parse(await server.ReadLineAsync(), CultureInfo.InvariantCulture);
        using var channel = GrpcChannel.ForAddress(new Uri($"http://127.0.0.1:{port}"));

        var failure = await Assert.ThrowsAsync<RpcException>(() => channel.UnaryCallAsync(Call, new CallRequest()));

        Assert.Equal((what, expected), (what, failure.StatusCode));
    }

    public void Dispose() => _workspace.Dispose();
}
