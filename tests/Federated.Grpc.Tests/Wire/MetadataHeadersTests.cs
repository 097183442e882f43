using Federated.Grpc.Wire;
using FsCheck;
using FsCheck.Fluent;

namespace Federated.Grpc.Tests.Wire;

public sealed class MetadataHeadersTests
{
    [Fact]
    public void Encode_AnyBytes_ReadBack() =>
        Prop.ForAll(ArbMap.Default.ArbFor<byte[]>(), bytes =>
        {
            var header = MetadataHeaders.Encode(new Metadata.Entry("key-bin", bytes));
            var metadata = new Metadata();
            return MetadataHeaders.TryAdd(metadata, "Key-Bin", header) && !header.Contains('=') && metadata.Single().ValueBytes.SequenceEqual(bytes);
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("AQ==")]
    [InlineData("AQ")]
    public void TryAdd_PaddingOrNone_IsTheSame(string header)
    {
        var metadata = new Metadata();

        Assert.True(MetadataHeaders.TryAdd(metadata, "key-bin", header));
        Assert.Equal([1], metadata.GetValueBytes("key-bin"));
    }

    [Fact]
    public void TryAdd_JoinedBinaryValues_AreTakenApart()
    {
        var metadata = new Metadata();

        Assert.True(MetadataHeaders.TryAdd(metadata, "key-bin", "AQ==, Ag"));
        Assert.Equal([1, 2], metadata.Select(entry => entry.ValueBytes.Single()));
    }

    [Theory]
    [InlineData("!")]
    [InlineData("A")]
    [InlineData("AQ==AQ==")]
    public void TryAdd_NotBase64_IsReported(string header) => Assert.False(MetadataHeaders.TryAdd(new Metadata(), "key-bin", header));

    [Theory]
    [InlineData("grpc-timeout", "1S")]
    [InlineData("te", "trailers")]
    [InlineData(":path", "/x")]
    [InlineData("key", "\u0001")]
    public void TryAdd_HeaderOfTheProtocolOrUnsendable_IsLeftOut(string name, string value)
    {
        var metadata = new Metadata();

        Assert.True(MetadataHeaders.TryAdd(metadata, name, value));
        Assert.Empty(metadata);
    }
}
