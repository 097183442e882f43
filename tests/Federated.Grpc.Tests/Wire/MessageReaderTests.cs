using System.IO.Pipelines;
using Federated.Grpc.Tests.Loopback;
using Federated.Grpc.Tests.Protos;
using Federated.Grpc.Wire;
using FsCheck;
using FsCheck.Fluent;
using Google.Protobuf;

namespace Federated.Grpc.Tests.Wire;

public sealed class MessageReaderTests
{
    private static readonly MessageReadSettings Settings = new("request", 1000, null, StatusCode.Unimplemented);

    [Fact]
    public async Task ReadSingleAsync_EveryWayToCutTheFrame_GivesTheMessage()
    {
        var message = new EchoRequest { Text = "hello", Payload = ByteString.CopyFrom(1, 2, 3) };
        var frame = RawCall.Frame(0, message.ToByteArray());
        for (var cut = 0; cut <= frame.Length; cut++)
            Assert.Equal(message, await ReadAsync(Settings, frame[..cut], frame[cut..]));
    }

    [Fact]
    public async Task ReadSingleAsync_EveryPrefix_IsNullWhenEmptyAndInternalOtherwise()
    {
        var frame = RawCall.Frame(0, new EchoRequest { Text = "hello" }.ToByteArray());
        Assert.Null(await ReadAsync(Settings, []));
        for (var length = 1; length < frame.Length; length++)
            Assert.Equal(StatusCode.Internal, await FailAsync(Settings, frame[..length]));
    }

    [Fact]
    public async Task ReadSingleAsync_LengthOverTheBound_IsRefusedBeforeTheBytesCome()
    {
        var pipe = new Pipe();
        await pipe.Writer.WriteAsync(RawCall.Frame(0, [], uint.MaxValue));

        var failure = await Assert.ThrowsAsync<RpcException>(() => MessageReader.ReadSingleAsync(pipe.Reader, EchoRequest.Parser, Settings, CancellationToken.None));

        Assert.Equal(StatusCode.ResourceExhausted, failure.StatusCode);
    }

    [Fact]
    public async Task ReadSingleAsync_LengthAtTheBound_IsRead()
    {
        var message = new EchoRequest { Payload = ByteString.CopyFrom(new byte[1000 - 3]) };
        Assert.Equal(1000, message.CalculateSize());

        Assert.Equal(message, await ReadAsync(Settings, RawCall.Frame(0, message.ToByteArray())));
        Assert.Equal(StatusCode.ResourceExhausted, await FailAsync(Settings with { MaxLength = 999 }, RawCall.Frame(0, message.ToByteArray())));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(128)]
    [InlineData(255)]
    public async Task ReadSingleAsync_FlagThatDoesNotExist_IsInternal(byte flag) =>
        Assert.Equal(StatusCode.Internal, await FailAsync(Settings, RawCall.Frame(flag, [])));

    [Fact]
    public async Task ReadSingleAsync_SecondMessage_IsUnimplemented()
    {
        var frame = RawCall.Frame(0, []);

        Assert.Equal(StatusCode.Unimplemented, await FailAsync(Settings, [.. frame, .. frame]));
        Assert.Equal(StatusCode.Unimplemented, await FailAsync(Settings, frame, [0]));
    }

    [Fact]
    public async Task ReadSingleAsync_AnyBytes_GivesAMessageOrAStatus()
    {
        var generator = ArbMap.Default.GeneratorFor<byte[]>().Zip(Gen.Choose(0, 3)).Select(pair => pair.Item2 == 0 ? pair.Item1 : RawCall.Frame((byte)(pair.Item2 - 1), pair.Item1));
        foreach (var bytes in generator.Sample(500))
        {
            try
            {
                await ReadAsync(Settings with { Encoding = "gzip" }, bytes);
            }
            catch (RpcException failure)
            {
                Assert.Contains(failure.StatusCode, new[] { StatusCode.Internal, StatusCode.ResourceExhausted, StatusCode.Unimplemented });
            }
        }
    }

    [Theory]
    [InlineData(null, StatusCode.Internal)]
    [InlineData("identity", StatusCode.Internal)]
    [InlineData("gzip", StatusCode.Internal)]
    [InlineData("br", StatusCode.Unimplemented)]
    public async Task ReadSingleAsync_CompressedFlagOnPlainBytes_IsRefused(string? encoding, StatusCode expected) =>
        Assert.Equal(expected, await FailAsync(Settings with { Encoding = encoding }, RawCall.Frame(1, new EchoRequest { Text = "plain" }.ToByteArray())));

    private static async Task<StatusCode> FailAsync(MessageReadSettings settings, params byte[][] parts) =>
        (await Assert.ThrowsAsync<RpcException>(() => ReadAsync(settings, parts))).StatusCode;

    private static async Task<EchoRequest?> ReadAsync(MessageReadSettings settings, params byte[][] parts)
    {
        var pipe = new Pipe();
        var reading = MessageReader.ReadSingleAsync(pipe.Reader, EchoRequest.Parser, settings, CancellationToken.None);
        foreach (var part in parts)
            await pipe.Writer.WriteAsync(part);
        await pipe.Writer.CompleteAsync();
        return await reading;
    }
}
