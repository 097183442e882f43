using System.Net;
using System.Net.Http.Headers;
using Federated.Grpc.Tests.Loopback;
using Federated.Grpc.Tests.Protos;
using Google.Protobuf;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Federated.Grpc.Tests.Server;

public sealed class MalformedRequestTests
{
    private static readonly byte[] Good = RawCall.Frame(0, new EchoRequest { Text = "good" }.ToByteArray());

    public static TheoryData<string, byte[], StatusCode> Bodies => new()
    {
        { "no message", [], StatusCode.Unimplemented },
        { "two messages", [.. Good, .. Good], StatusCode.Unimplemented },
        { "half a header", [0, 0, 0], StatusCode.Internal },
        { "truncated message", Good[..^1], StatusCode.Internal },
        { "flag 2", RawCall.Frame(2, []), StatusCode.Internal },
        { "compressed without an encoding", RawCall.Frame(1, [1, 2, 3]), StatusCode.Internal },
        { "length of 4 GiB", RawCall.Frame(0, [], uint.MaxValue), StatusCode.ResourceExhausted },
        { "one byte over the bound", RawCall.Frame(0, [], (4 * 1024 * 1024) + 1), StatusCode.ResourceExhausted },
        { "not a protobuf", RawCall.Frame(0, [0xff, 0xff, 0xff]), StatusCode.Internal },
        { "wrong UTF-8 length", RawCall.Frame(0, [0x0a, 0x7f, 0x41]), StatusCode.Internal },
    };

    [Theory]
    [MemberData(nameof(Bodies))]
    public async Task Body_BreaksARule_GetsItsStatus(string what, byte[] body, StatusCode expected)
    {
        await using var server = await LoopbackServer.StartEchoAsync();

        var answer = await RawCall.PostAsync(server.Address, body);

        Assert.Equal((what, HttpStatusCode.OK, expected), (what, answer.HttpStatus, answer.StatusCode));
        Assert.Empty(answer.Body);
        Assert.False(string.IsNullOrEmpty(answer.GrpcMessage));
    }

    [Theory]
    [InlineData("application/json")]
    [InlineData("text/plain")]
    [InlineData("application/grpc-web")]
    [InlineData("application/grpc+json")]
    [InlineData("application/grpcx")]
    public async Task ContentType_NotGrpc_Is415(string contentType)
    {
        await using var server = await LoopbackServer.StartEchoAsync();

        var answer = await RawCall.PostAsync(server.Address, Good, contentType: contentType);

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, answer.HttpStatus);
        Assert.Null(answer.GrpcStatus);
    }

    [Theory]
    [InlineData("application/grpc+proto")]
    [InlineData("application/grpc; charset=utf-8")]
    public async Task ContentType_ProtoSpelledOut_IsServed(string contentType)
    {
        await using var server = await LoopbackServer.StartEchoAsync();

        Assert.Equal(StatusCode.OK, (await RawCall.PostAsync(server.Address, Good, contentType: contentType)).StatusCode);
    }

    [Fact]
    public async Task Http11_GrpcRequest_Is426()
    {
        await using var server = await LoopbackServer.StartEchoAsync(listen: options => options.Protocols = HttpProtocols.Http1);

        var answer = await RawCall.PostAsync(new UriBuilder(server.Address) { Scheme = "http" }.Uri, Good, version: HttpVersion.Version11);

        Assert.Equal(HttpStatusCode.UpgradeRequired, answer.HttpStatus);
    }

    [Theory]
    [InlineData("grpc-timeout", "soon")]
    [InlineData("grpc-timeout", "123456789S")]
    [InlineData("token-bin", "!!!")]
    public async Task Header_Malformed_IsInternalAndNamesIt(string name, string value)
    {
        await using var server = await LoopbackServer.StartEchoAsync();

        var answer = await RawCall.PostAsync(server.Address, Good, headers: (name, value));

        Assert.Equal(StatusCode.Internal, answer.StatusCode);
        Assert.Contains(name, answer.GrpcMessage, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/federated.testing.v1.EchoService/Nothing")]
    [InlineData("/no.such.Service/Echo")]
    [InlineData("/one")]
    [InlineData("/a/b/c")]
    public async Task Path_NobodyServes_IsUnimplemented(string path)
    {
        await using var server = await LoopbackServer.StartEchoAsync();

        var answer = await RawCall.PostAsync(server.Address, Good, path);

        Assert.Equal((HttpStatusCode.OK, StatusCode.Unimplemented), (answer.HttpStatus, answer.StatusCode));
    }

    [Fact]
    public async Task Path_NobodyServesBesideAFallbackOfTheApplication_IsUnimplementedForGrpcOnly()
    {
        await using var server = await LoopbackServer.StartAsync(
            app =>
            {
                app.MapFallback(() => "a web page");
                app.MapGrpcHealthService();
                app.MapGroup("/inner").MapGrpcHealthService();
            },
            services => services.AddGrpc());

        Assert.Equal(StatusCode.Unimplemented, (await RawCall.PostAsync(server.Address, Good)).StatusCode);
        Assert.Equal("a web page"u8.ToArray(), (await RawCall.PostAsync(server.Address, Good, contentType: "text/plain")).Body);
    }

    [Fact]
    public async Task Body_ResetByTheCallerHalfway_IsNoErrorOfTheServer()
    {
        await using var server = await LoopbackServer.StartEchoAsync();
        for (var attempt = 0; attempt < 20; attempt++)
        {
            using var client = new HttpClient();
            using var cancellation = new CancellationTokenSource();
            using var content = new HalfContent(cancellation);
            using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(server.Address, RawCall.EchoPath)) { Version = HttpVersion.Version20, VersionPolicy = HttpVersionPolicy.RequestVersionExact, Content = content };
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => client.SendAsync(request, cancellation.Token));
        }
        Assert.Equal(StatusCode.OK, (await RawCall.PostAsync(server.Address, Good)).StatusCode);
    }

    [Fact]
    public async Task Path_NobodyServesAndNotGrpc_IsOrdinaryNotFound()
    {
        await using var server = await LoopbackServer.StartEchoAsync();

        var answer = await RawCall.PostAsync(server.Address, Good, "/no.such.Service/Echo", "application/json");

        Assert.Equal(HttpStatusCode.NotFound, answer.HttpStatus);
    }

    /// <summary>Sends half a frame and then gives the call up.</summary>
    private sealed class HalfContent : HttpContent
    {
        private readonly CancellationTokenSource _cancellation;

        public HalfContent(CancellationTokenSource cancellation)
        {
            _cancellation = cancellation;
            Headers.ContentType = new MediaTypeHeaderValue("application/grpc");
        }

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            await stream.WriteAsync(Good.AsMemory(0, Good.Length - 1));
            await stream.FlushAsync();
            await _cancellation.CancelAsync();
            await Task.Delay(Timeout.Infinite, _cancellation.Token);
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
