using System.Buffers.Binary;
using System.Text;
using Federated.Learning.State;
using FsCheck;
using FsCheck.Fluent;

namespace Federated.Learning.Tests.State;

public sealed class SafetensorsTests
{
    [Fact]
    public void Write_OneTensor_GivesTheFormatsBytes()
    {
        var snapshot = new ModelSnapshot([new SingleTensor("w", new TensorShape(2), [1.5f, -2f])]);
        const string header = """{"w":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}  """;
        byte[] expected = [(byte)header.Length, 0, 0, 0, 0, 0, 0, 0, .. Encoding.UTF8.GetBytes(header), 0, 0, 0xC0, 0x3F, 0, 0, 0, 0xC0];

        Assert.Equal(expected, Safetensors.Write(snapshot));
        Assert.Equal(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(expected)), snapshot.ContentHash());
    }

    [Fact]
    public void Write_TensorsInAnyOrder_GivesTheSameBytes()
    {
        NamedTensor first = new SingleTensor("b", new TensorShape(1, 3), [1, 2, 3]);
        NamedTensor second = new DoubleTensor("a", new TensorShape(), [0.1]);
        var metadata = new Dictionary<string, string> { ["z"] = "1", ["k"] = "2" };

        byte[] bytes = Safetensors.Write(new ModelSnapshot([first, second], metadata));

        Assert.Equal(bytes, Safetensors.Write(new ModelSnapshot([second, first], metadata.Reverse())));
    }

    [Fact]
    public void Write_OddSinglesBesideDoubles_AlignsEveryTensor()
    {
        byte[] bytes = Safetensors.Write(new ModelSnapshot(
        [
            new SingleTensor("a", new TensorShape(3), [1, 2, 3]),
            new DoubleTensor("b", new TensorShape(1), [7]),
        ]));
        ulong header = BinaryPrimitives.ReadUInt64LittleEndian(bytes);

        Assert.Equal(0u, header % 8);
        Assert.Equal(7, BinaryPrimitives.ReadDoubleLittleEndian(bytes.AsSpan(8 + (int)header)));
    }

    [Fact]
    public void Read_WhatWasWritten_IsTheSameSnapshot()
    {
        Gen<string> text = ArbMap.Default.GeneratorFor<NonEmptyString>().Select(value => value.Get).Where(IsWellFormed);
        Gen<NamedTensor> tensors =
            from name in text.Where(value => value != "__metadata__")
            from values in ArbMap.Default.GeneratorFor<double[]>()
            from single in ArbMap.Default.GeneratorFor<bool>()
            select single
                ? (NamedTensor)new SingleTensor(name, new TensorShape(values.Length, 1), [.. values.Select(value => (float)value)])
                : new DoubleTensor(name, new TensorShape(1, values.Length), values);
        Gen<ModelSnapshot> snapshots =
            from list in tensors.ListOf()
            from key in text
            from value in text
            select new ModelSnapshot(list.DistinctBy(tensor => tensor.Name), [new(key, value)]);

        Prop.ForAll(snapshots.ToArbitrary(), snapshot =>
        {
            ModelSnapshot read = Safetensors.Read(Safetensors.Write(snapshot));
            Assert.Equal(snapshot.ContentHash(), read.ContentHash());
            Assert.Equal(snapshot.Metadata, read.Metadata);
            Assert.Equal(snapshot.Tensors.Select(tensor => (tensor.Name, tensor.Type, tensor.Shape)), read.Tensors.Select(tensor => (tensor.Name, tensor.Type, tensor.Shape)));
            foreach (NamedTensor tensor in snapshot.Tensors)
            {
                if (tensor is SingleTensor singles)
                    Assert.Equal(singles.Values, read.Singles(tensor.Name));
                else
                    Assert.Equal(((DoubleTensor)tensor).Values, read.Doubles(tensor.Name));
            }
        }).QuickCheckThrowOnFailure();
    }

    [Theory]
    [InlineData("""{"w":{"dtype":"F16","shape":[2],"data_offsets":[0,4]}}""", 4, "dtype 'F16'")]
    [InlineData("""{"w":{"dtype":"I64","shape":[2],"data_offsets":[0,16]}}""", 16, "only F32 and F64")]
    [InlineData("""{"w":{"dtype":"F33","shape":[2],"data_offsets":[0,8]}}""", 8, "dtype 'F33', which the format does not name")]
    [InlineData(""" {"w":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""", 8, "first byte must be '{'")]
    [InlineData("""{"w":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""", 9, "belong to none")]
    [InlineData("""{"w":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""", 7, "has only 7 bytes")]
    [InlineData("""{"w":{"dtype":"F32","shape":[2],"data_offsets":[4,12]}}""", 12, "gap")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"b":{"dtype":"F32","shape":[2],"data_offsets":[4,12]}}""", 12, "overlaps")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"b":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", 4, "overlaps")]
    [InlineData("""{"w":{"dtype":"F32","shape":[3],"data_offsets":[0,8]}}""", 8, "takes 12 bytes")]
    [InlineData("""{"w":{"dtype":"F32","shape":[65536,65536],"data_offsets":[0,8]}}""", 8, "more than 2147483647 elements")]
    [InlineData("""{"w":{"dtype":"F32","shape":[4294967296],"data_offsets":[0,8]}}""", 8, "dimension above")]
    [InlineData("""{"w":{"dtype":"F32","shape":[2147483647,2147483647,2147483647],"data_offsets":[0,8]}}""", 8, "more than 2147483647 elements")]
    [InlineData("""{"w":{"dtype":"F32","shape":[-2],"data_offsets":[0,8]}}""", 8, "whole number")]
    [InlineData("""{"w":{"dtype":"F32","shape":[2.5],"data_offsets":[0,8]}}""", 8, "whole number")]
    [InlineData("""{"w":{"dtype":"F32","shape":[1,1,1,1,1,1,1,1,2],"data_offsets":[0,8]}}""", 8, "more than 8 numbers")]
    [InlineData("""{"w":{"dtype":"F32","shape":[2],"data_offsets":[8,0]}}""", 8, "begin and an end")]
    [InlineData("""{"w":{"dtype":"F32","shape":[2],"data_offsets":[0,18446744073709551615]}}""", 8, "whole number")]
    [InlineData("""{"w":{"dtype":"F32","shape":[2],"data_offsets":[0]}}""", 8, "begin and an end")]
    [InlineData("""{"w":{"dtype":"F32","shape":[0],"data_offsets":[0,0]},"w":{"dtype":"F32","shape":[0],"data_offsets":[0,0]}}""", 0, "'w' twice")]
    [InlineData("""{"w":{"dtype":"F32","dtype":"F64","shape":[1],"data_offsets":[0,4]}}""", 4, "repeated or unknown field 'dtype'")]
    [InlineData("""{"w":{"dtype":"F32","shape":[1],"data_offsets":[0,4],"x":1}}""", 4, "unknown field 'x'")]
    [InlineData("""{"w":{"dtype":"F32","data_offsets":[0,4]}}""", 4, "lacks one of")]
    [InlineData("""{"":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", 4, "empty name")]
    [InlineData("""{"__metadata__":{"a":1}}""", 0, "Expected String")]
    [InlineData("""{"__metadata__":{"a":"1","a":"2"}}""", 0, "names 'a' twice")]
    [InlineData("""{"__metadata__":{},"__metadata__":{}}""", 0, "'__metadata__' twice")]
    [InlineData("""{"\ud800":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", 4, "surrogate")]
    [InlineData("""[]""", 0, "first byte must be '{'")]
    [InlineData("""{"w":""", 0, "not valid JSON")]
    [InlineData("""{}{}""", 0, "not valid JSON")]
    [InlineData("", 0, "not valid JSON")]
    public void Read_HostileHeader_IsRefusedWithTheReason(string header, int dataLength, string reason)
    {
        SafetensorsException refusal = Assert.Throws<SafetensorsException>(() => Safetensors.Read(File(header, dataLength)));

        Assert.Contains(reason, refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(100_000_001UL, "at most 100000000")]
    [InlineData(ulong.MaxValue, "at most 100000000")]
    [InlineData(9UL, "cut short")]
    public void Read_HeaderLengthBeyondTheFile_IsRefused(ulong claimed, string reason)
    {
        var bytes = new byte[16];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, claimed);

        Assert.Contains(reason, Assert.Throws<SafetensorsException>(() => Safetensors.Read(bytes)).Message, StringComparison.Ordinal);
        Assert.Throws<SafetensorsException>(() => Safetensors.Read(bytes.AsSpan(0, 7)));
    }

    [Fact]
    public void Read_AnyMutationOfAFile_GivesASnapshotOrTheTypedRefusal()
    {
        byte[] good = Safetensors.Write(new ModelSnapshot(
            [new SingleTensor("layers.0.weight", new TensorShape(2, 2), [1, 2, 3, 4]), new DoubleTensor("mean", new TensorShape(1), [5])],
            [new("task", "churn")]));

        Prop.ForAll<byte, int, int>((value, at, cut) =>
        {
            byte[] bad = [.. good];
            bad[(int)((uint)at % bad.Length)] = value;
            try
            {
                Safetensors.Read(bad.AsSpan(0, bad.Length - (int)((uint)cut % 3)));
            }
            catch (SafetensorsException refusal)
            {
                Assert.NotEmpty(refusal.Message);
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(3000));
    }

    private static byte[] File(string header, int dataLength)
    {
        byte[] json = Encoding.UTF8.GetBytes(header);
        var bytes = new byte[8 + json.Length + dataLength];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, (ulong)json.Length);
        json.CopyTo(bytes, 8);
        return bytes;
    }

    private static bool IsWellFormed(string text) => text.EnumerateRunes().All(rune => rune.Value != 0xFFFD);
}
