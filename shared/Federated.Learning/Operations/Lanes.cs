using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Federated.Learning.Kernels;

namespace Federated.Learning.Operations;

/// <summary>
/// Sixteen elements at a time, the last of a span padded with zeros: an element is computed by the same instructions wherever it stands. A hot loop runs over the
/// whole sixteens first and calls its body once more for what is left, since the way there would keep lanes out of registers.
/// </summary>
internal static class Lanes
{
    public const int Count = 16;

    /// <summary>Sixteen elements, known to be there when <paramref name="whole"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Load(ReadOnlySpan<float> values, int index, bool whole)
        => whole ? Vector512.LoadUnsafe(ref MemoryMarshal.GetReference(values), (nuint)(uint)index) : Load(values, index);

    /// <summary>Sixteen elements, known to have room when <paramref name="whole"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector512<float> lanes, Span<float> values, int index, bool whole)
    {
        if (whole)
            lanes.StoreUnsafe(ref MemoryMarshal.GetReference(values), (nuint)(uint)index);
        else
            Store(lanes, values, index);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Load(ReadOnlySpan<float> values, int index)
    {
        if (index + Count <= values.Length)
            return Vector512.LoadUnsafe(ref MemoryMarshal.GetReference(values), (nuint)index);

        // Through a variable of its own, so that the lanes of a full vector stay in a register.
        Sixteen.LoadFirst(values[index..], out Vector512<float> last);
        return last;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector512<float> lanes, Span<float> values, int index)
    {
        if (index + Count <= values.Length)
            lanes.StoreUnsafe(ref MemoryMarshal.GetReference(values), (nuint)index);
        else
            Sixteen.StoreFirst(lanes, values[index..]);
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
            first += Load(values, index, whole: true);
            second += Load(values, index + Count, whole: true);
        }

        for (; index + Count <= values.Length; index += Count)
            first += Load(values, index, whole: true);
        if (index < values.Length)
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
}
