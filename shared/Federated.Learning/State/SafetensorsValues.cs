using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace Federated.Learning.State;

/// <summary>Values from and to little-endian bytes, on machines of either order.</summary>
internal static class SafetensorsValues
{
    public static ImmutableArray<float> Singles(ReadOnlySpan<byte> data)
    {
        var values = new float[data.Length / sizeof(float)];
        data.CopyTo(MemoryMarshal.AsBytes(values.AsSpan()));
        InOrder(MemoryMarshal.Cast<float, int>(values.AsSpan()));
        return ImmutableCollectionsMarshal.AsImmutableArray(values);
    }

    public static ImmutableArray<double> Doubles(ReadOnlySpan<byte> data)
    {
        var values = new double[data.Length / sizeof(double)];
        data.CopyTo(MemoryMarshal.AsBytes(values.AsSpan()));
        InOrder(MemoryMarshal.Cast<double, long>(values.AsSpan()));
        return ImmutableCollectionsMarshal.AsImmutableArray(values);
    }

    public static void Write(NamedTensor tensor, Span<byte> target)
    {
        if (tensor is SingleTensor singles)
        {
            MemoryMarshal.AsBytes(singles.Values).CopyTo(target);
            InOrder(MemoryMarshal.Cast<byte, int>(target));
        }
        else
        {
            MemoryMarshal.AsBytes(((DoubleTensor)tensor).Values).CopyTo(target);
            InOrder(MemoryMarshal.Cast<byte, long>(target));
        }
    }

    private static void InOrder(Span<int> words)
    {
        if (!BitConverter.IsLittleEndian)
            BinaryPrimitives.ReverseEndianness(words, words);
    }

    private static void InOrder(Span<long> words)
    {
        if (!BitConverter.IsLittleEndian)
            BinaryPrimitives.ReverseEndianness(words, words);
    }
}
