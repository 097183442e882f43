using System.Buffers.Binary;
using System.Text;
using Federated.Learning.State;

namespace Federated.Learning.Tests.State;

public sealed class SafetensorsInspectionTests
{
    [Fact]
    public void Inspect_FileWithTypesThatAreNotLoaded_ListsThemAll()
    {
        using FileStream file = File.OpenRead(StateFixture.PathOf("peer_types.safetensors"));
        SafetensorsContents contents = SafetensorsInspection.Inspect(file);
        long data = 8 + contents.HeaderBytes;

        Assert.Equal(
            [
                new TensorDescription("ids", "I64", new TensorShape(2, 2), data, 32, null),
                new TensorDescription("single", "F32", new TensorShape(4), data + 32, 16, null),
                new TensorDescription("half", "F16", new TensorShape(3), data + 48, 6, null),
                new TensorDescription("bytes", "U8", new TensorShape(5), data + 54, 5, null),
                new TensorDescription("mask", "BOOL", new TensorShape(3), data + 59, 3, null),
            ],
            contents.Tensors);
        Assert.Equal(62, contents.DataBytes);
        Assert.Equal(file.Length, data + contents.DataBytes);
        Assert.Equal("np", contents.Metadata["format"]);
    }

    [Fact]
    public void Inspect_StatisticsAskedFor_AreOfTheFiniteValues()
    {
        using FileStream file = File.OpenRead(StateFixture.PathOf("peer_types.safetensors"));
        IReadOnlyList<TensorDescription> tensors = SafetensorsInspection.Inspect(file, statistics: true).Tensors;

        Assert.Equal(new TensorStatistics(1, 6, 3, 1), tensors.Single(tensor => tensor.Name == "single").Statistics);
        Assert.All(tensors.Where(tensor => tensor.Type != "F32"), tensor => Assert.Null(tensor.Statistics));
    }

    [Fact]
    public void Inspect_TensorOfSeveralBlocks_ReadsThemAll()
    {
        double[] values = [.. Enumerable.Range(0, 20_001).Select(index => (double)index)];
        using var file = new MemoryStream(Safetensors.Write(new ModelSnapshot([new DoubleTensor("d", new TensorShape(values.Length), values), new SingleTensor("nan", new TensorShape(1), [float.NaN])])));
        IReadOnlyList<TensorDescription> tensors = SafetensorsInspection.Inspect(file, statistics: true).Tensors;

        Assert.Equal(new TensorStatistics(0, 20_000, 10_000, 0), tensors[0].Statistics);
        Assert.Equal(new TensorStatistics(double.NaN, double.NaN, double.NaN, 1), tensors[1].Statistics);
    }

    [Fact]
    public void Inspect_WithoutStatistics_ReadsNoData()
    {
        byte[] bytes = StateFixture.Bytes("ours.safetensors");
        using var file = new HeaderOnlyStream(bytes, 8 + (int)BinaryPrimitives.ReadUInt64LittleEndian(bytes));

        Assert.Equal(6, SafetensorsInspection.Inspect(file).Tensors.Count);
        Assert.Throws<InvalidOperationException>(() => SafetensorsInspection.Inspect(file, statistics: true));
    }

    [Theory]
    [InlineData("""{"w":{"dtype":"BF16","shape":[2],"data_offsets":[0,8]}}""", 8, "takes 4 bytes")]
    [InlineData("""{"w":{"dtype":"U8","shape":[2],"data_offsets":[1,3]}}""", 3, "gap")]
    [InlineData("""{"w":{"dtype":"U8","shape":[2],"data_offsets":[0,2]}}""", 1, "has only 1 bytes")]
    [InlineData("""{"w":{"dtype":"Q4","shape":[2],"data_offsets":[0,2]}}""", 2, "does not name")]
    public void Inspect_HostileFile_IsRefusedWithTheReason(string header, int dataLength, string reason)
    {
        byte[] json = Encoding.UTF8.GetBytes(header);
        var bytes = new byte[8 + json.Length + dataLength];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, (ulong)json.Length);
        json.CopyTo(bytes, 8);

        Assert.Contains(reason, Refusal(bytes), StringComparison.Ordinal);
    }

    [Fact]
    public void Inspect_HeaderLengthBeyondTheFile_IsRefusedBeforeItIsRead()
    {
        Assert.Contains("cut short", Refusal([0xFF, 0xFF, 0xFF, 0, 0, 0, 0, 0, (byte)'{']), StringComparison.Ordinal);
        Assert.Contains("at most 100000000", Refusal([0, 0, 0, 0, 0, 0, 0, 0x80]), StringComparison.Ordinal);
        Assert.Contains("has 3 bytes", Refusal([1, 2, 3]), StringComparison.Ordinal);
    }

    private static string Refusal(byte[] bytes)
    {
        using var file = new MemoryStream(bytes);
        return Assert.Throws<SafetensorsException>(() => SafetensorsInspection.Inspect(file)).Message;
    }

    private sealed class HeaderOnlyStream(byte[] content, int readable) : MemoryStream(content)
    {
        public override int Read(Span<byte> buffer)
            => Position + buffer.Length <= readable ? base.Read(buffer) : throw new InvalidOperationException("The data was read.");
    }
}
