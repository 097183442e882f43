using System.Runtime.CompilerServices;

namespace Federated.Learning.Tensors;

/// <summary>Zeroed float32 storage that begins on a cache line (64 bytes), so that no 512-bit load crosses one. It never moves.</summary>
internal readonly struct AlignedBuffer
{
    private const int LineBytes = 64;

    public AlignedBuffer(int length)
    {
        Array = GC.AllocateArray<float>(length + (LineBytes / sizeof(float)), pinned: true);
        Offset = OffsetOfLine(Array);
        Length = length;
    }

    public float[] Array { get; }

    public int Offset { get; }

    public int Length { get; }

    public Span<float> Span => new(Array, Offset, Length);

    private static unsafe int OffsetOfLine(float[] array)
    {
        nuint address = (nuint)Unsafe.AsPointer(ref array[0]);
        return (int)((LineBytes - (address % LineBytes)) % LineBytes) / sizeof(float);
    }
}
