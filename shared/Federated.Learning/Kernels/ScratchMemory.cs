using System.Runtime.CompilerServices;

namespace Federated.Learning.Kernels;

/// <summary>Memory of a thread for packed operands, aligned to 64 bytes; it grows to what the largest product needed and is then reused.</summary>
internal static unsafe class ScratchMemory
{
    private const int Smallest = 32 * 1024;

    [ThreadStatic]
    private static float[]? _buffer;

    /// <summary>At least <paramref name="length"/> values, valid until the thread asks again; their content is undefined.</summary>
    public static float* Take(int length)
    {
        if (_buffer is null || _buffer.Length < length + 16)
            _buffer = GC.AllocateUninitializedArray<float>(Math.Max(length + (length / 2), Smallest) + 16, pinned: true);
        return (float*)(((nint)Unsafe.AsPointer(ref _buffer[0]) + 63) & ~(nint)63);
    }
}
