using System.Text;
using System.Text.Json;
using Federated.Learning.State;

namespace Federated.Learning.Tests.State;

/// <summary>Files that make_state.py laid out with numpy, and one of our own that it reads.</summary>
public sealed class SafetensorsPeerTests
{
    [Fact]
    public void Read_FileOfThePeer_GivesItsValues()
    {
        ModelSnapshot snapshot = Safetensors.Read(StateFixture.Bytes("peer.safetensors"));

        Assert.Equal("np", snapshot.Metadata["format"]);
        Assert.Equal(["empty", "größe", "layers.0.bias", "layers.0.weight", "limits"], snapshot.Tensors.Select(tensor => tensor.Name).Order(StringComparer.Ordinal));
        Assert.Equal(new TensorShape(2, 3), snapshot["layers.0.weight"].Shape);
        Assert.Equal([-2.5f / 3, -1.5f / 3, -0.5f / 3, 0.5f / 3, 1.5f / 3, 2.5f / 3], snapshot.Singles("layers.0.weight"));
        Assert.Equal([float.Epsilon, float.MinValue], snapshot.Singles("layers.0.bias"));
        Assert.Equal([Math.PI], snapshot.Doubles("größe"));
        Assert.Empty(snapshot["größe"].Shape.Dimensions);
        Assert.Equal(new TensorShape(0, 4), snapshot["empty"].Shape);
        Assert.Equal(
            new[] { double.PositiveInfinity, double.NegativeInfinity, double.Epsilon, -0.0 }.Select(BitConverter.DoubleToInt64Bits),
            snapshot.Doubles("limits").ToArray().Select(BitConverter.DoubleToInt64Bits));
    }

    [Fact]
    public void Read_FileOfThePeerWithOtherTypes_IsRefusedByName()
        => Assert.Contains("dtype 'I64'", Assert.Throws<SafetensorsException>(() => Safetensors.Read(StateFixture.Bytes("peer_types.safetensors"))).Message, StringComparison.Ordinal);

    [Fact]
    public void Write_OurFixture_IsTheCommittedFile() => Assert.Equal(StateFixture.Bytes("ours.safetensors"), Safetensors.Write(StateFixture.Ours));

    [Theory]
    [InlineData("ours.safetensors")]
    [InlineData("peer.safetensors")]
    public void File_OfEitherWriter_KeepsTheRulesOfTheLayout(string name)
    {
        byte[] file = StateFixture.Bytes(name);
        int header = 0;
        for (int index = 7; index >= 0; index--)
            header = (header * 256) + file[index];
        string text = Encoding.UTF8.GetString(file, 8, header);

        Assert.Equal('{', text[0]);
        Assert.Equal(0, header % 8);
        Assert.Equal(text, text.TrimEnd(' ').PadRight(text.Length));
        Assert.EndsWith("}", text.TrimEnd(' '), StringComparison.Ordinal);

        int next = 8 + header;
        foreach (JsonProperty tensor in JsonDocument.Parse(text).RootElement.EnumerateObject().Where(property => property.Name != "__metadata__"))
        {
            int[] offsets = [.. tensor.Value.GetProperty("data_offsets").EnumerateArray().Select(offset => offset.GetInt32())];
            int elements = tensor.Value.GetProperty("shape").EnumerateArray().Aggregate(1, (product, size) => product * size.GetInt32());
            int size = tensor.Value.GetProperty("dtype").GetString() == "F64" ? 8 : 4;

            Assert.Equal(["data_offsets", "dtype", "shape"], tensor.Value.EnumerateObject().Select(field => field.Name).Order(StringComparer.Ordinal));
            Assert.Equal(next, 8 + header + offsets[0]);
            Assert.Equal(elements * size, offsets[1] - offsets[0]);
            Assert.Equal(0, next % size);
            next += elements * size;
        }

        Assert.Equal(file.Length, next);
    }

    [Fact]
    public void File_OfOurWriter_HoldsTheBitsWhereItsHeaderSays()
    {
        byte[] file = StateFixture.Bytes("ours.safetensors");
        int data = 8 + BitConverter.ToInt32(file);
        JsonElement header = JsonDocument.Parse(file.AsMemory(8, data - 8)).RootElement;
        foreach (NamedTensor tensor in StateFixture.Ours.Tensors)
        {
            int begin = data + header.GetProperty(tensor.Name).GetProperty("data_offsets")[0].GetInt32();
            byte[] expected = tensor is SingleTensor singles
                ? [.. singles.Values.ToArray().SelectMany(value => Bytes(BitConverter.SingleToUInt32Bits(value), 4))]
                : [.. ((DoubleTensor)tensor).Values.ToArray().SelectMany(value => Bytes(BitConverter.DoubleToUInt64Bits(value), 8))];

            Assert.Equal(expected, file[begin..(begin + expected.Length)]);
        }
    }

    private static IEnumerable<byte> Bytes(ulong bits, int count) => Enumerable.Range(0, count).Select(index => (byte)(bits >> (8 * index)));
}
