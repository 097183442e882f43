using System.Runtime.CompilerServices;

namespace Federated.Benchmarks.Inputs;

/// <summary>Float32 values that begin at a cache line, as the engine's own tensors do.</summary>
internal static class AlignedValues
{
    private const int LineBytes = 64;

    /// <summary>So many zeros.</summary>
    public static unsafe Memory<float> Zeros(int count)
    {
        float[] array = GC.AllocateArray<float>(count + (LineBytes / sizeof(float)), pinned: true);
        int misplaced = (int)((nuint)Unsafe.AsPointer(ref array[0]) % LineBytes);
        return array.AsMemory((LineBytes - misplaced) % LineBytes / sizeof(float), count);
    }

    /// <summary>The stream of a seed in [−1, 1).</summary>
    public static Memory<float> Uniform(int seed, int count)
    {
        Memory<float> values = Zeros(count);
        SyntheticStream.Uniform(seed, count).CopyTo(values);
        return values;
    }
}
