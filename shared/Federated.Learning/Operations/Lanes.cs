using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Federated.Learning.Operations;

/// <summary>Sixteen elements at a time, the last of a span padded with zeros: an element is computed by the same instructions wherever it stands.</summary>
internal static class Lanes
{
    public const int Count = 16;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Load(ReadOnlySpan<float> values, int index)
        => index + Count <= values.Length ? Vector512.LoadUnsafe(ref MemoryMarshal.GetReference(values), (nuint)index) : LoadLast(values[index..]);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector512<float> lanes, Span<float> values, int index)
    {
        if (index + Count <= values.Length)
            lanes.StoreUnsafe(ref MemoryMarshal.GetReference(values), (nuint)index);
        else
            StoreLast(lanes, values[index..]);
    }

    /// <summary>The first lanes as they are, the others zero.</summary>
    public static Vector512<float> Keep(Vector512<float> lanes, int count)
        => Vector512.ConditionalSelect(Vector512.LessThan(Vector512<float>.Indices, Vector512.Create((float)count)), lanes, Vector512<float>.Zero);

    /// <summary>Σ x in an order that depends on the length alone.</summary>
    public static float Sum(ReadOnlySpan<float> values)
    {
        Vector512<float> first = Vector512<float>.Zero, second = Vector512<float>.Zero;
        int index = 0;
        for (; index + (2 * Count) <= values.Length; index += 2 * Count)
        {
            first += Load(values, index);
            second += Load(values, index + Count);
        }

        for (; index < values.Length; index += Count)
            first += Load(values, index);
        return Vector512.Sum(first + second);
    }

    /// <summary>Copies the values to a target of the same length, or adds them to what it holds.</summary>
    public static void Put(ReadOnlySpan<float> values, Span<float> target, bool accumulate)
    {
        if (accumulate)
            TensorPrimitives.Add(target, values, target);
        else
            values.CopyTo(target);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Vector512<float> LoadLast(ReadOnlySpan<float> values)
    {
        Span<float> padded = stackalloc float[Count];
        padded.Clear();
        values.CopyTo(padded);
        return Vector512.Create<float>(padded);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void StoreLast(Vector512<float> lanes, Span<float> values)
    {
        Span<float> padded = stackalloc float[Count];
        lanes.CopyTo(padded);
        padded[..values.Length].CopyTo(values);
    }
}
