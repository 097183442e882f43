using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Federated.Learning.Optimizers;

/// <summary>Runs a rule over contiguous elements in one pass over memory. The last elements go through the same instructions as all others.</summary>
internal static class UpdateKernel<TRule>
    where TRule : struct, IUpdateRule
{
    private const int Count = 16;

    /// <summary>Moves the values by their gradient, and clears it. An empty gradient counts as zero and is not read.</summary>
    /// <param name="rule">The step's constants.</param>
    /// <param name="values">Elements to move.</param>
    /// <param name="gradient">As long as the values, or empty.</param>
    /// <param name="first">First state, as long as the values where the rule has one.</param>
    /// <param name="second">Second state, likewise.</param>
    /// <param name="third">Third state, likewise.</param>
    public static void Move(TRule rule, Span<float> values, Span<float> gradient, Span<float> first, Span<float> second, Span<float> third)
    {
        int whole = values.Length & ~(Count - 1);
        if (gradient.IsEmpty)
            MoveWhole<NoGradient>(rule, values[..whole], gradient, first, second, third);
        else
            MoveWhole<AnyGradient>(rule, values[..whole], gradient, first, second, third);
        if (whole < values.Length)
            MoveLast(rule, values[whole..], gradient.IsEmpty ? gradient : gradient[whole..], Rest(first, whole, 1), Rest(second, whole, 2), Rest(third, whole, 3));
    }

    private static void MoveWhole<TGradient>(TRule rule, Span<float> values, Span<float> gradient, Span<float> first, Span<float> second, Span<float> third)
    {
        ref float value = ref MemoryMarshal.GetReference(values), slope = ref MemoryMarshal.GetReference(gradient);
        ref float one = ref MemoryMarshal.GetReference(first), two = ref MemoryMarshal.GetReference(second), three = ref MemoryMarshal.GetReference(third);
        Vector512<float> a = default, b = default, c = default;
        for (nuint index = 0; index < (nuint)values.Length; index += Count)
        {
            if (TRule.States > 0)
                a = Vector512.LoadUnsafe(ref one, index);
            if (TRule.States > 1)
                b = Vector512.LoadUnsafe(ref two, index);
            if (TRule.States > 2)
                c = Vector512.LoadUnsafe(ref three, index);
            Vector512<float> g = typeof(TGradient) == typeof(AnyGradient) ? Vector512.LoadUnsafe(ref slope, index) : Vector512<float>.Zero;
            rule.Move(Vector512.LoadUnsafe(ref value, index), g, ref a, ref b, ref c).StoreUnsafe(ref value, index);
            if (typeof(TGradient) == typeof(AnyGradient))
                Vector512<float>.Zero.StoreUnsafe(ref slope, index);
            if (TRule.States > 0)
                a.StoreUnsafe(ref one, index);
            if (TRule.States > 1)
                b.StoreUnsafe(ref two, index);
            if (TRule.States > 2)
                c.StoreUnsafe(ref three, index);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void MoveLast(TRule rule, Span<float> values, Span<float> gradient, Span<float> first, Span<float> second, Span<float> third)
    {
        Vector512<float> a = Pad(first), b = Pad(second), c = Pad(third);
        Keep(rule.Move(Pad(values), Pad(gradient), ref a, ref b, ref c), values);
        gradient.Clear();
        Keep(a, first);
        Keep(b, second);
        Keep(c, third);
    }

    private static Span<float> Rest(Span<float> state, int start, int number) => TRule.States < number ? default : state[start..];

    private static Vector512<float> Pad(ReadOnlySpan<float> values)
    {
        Span<float> padded = stackalloc float[Count];
        padded.Clear();
        values.CopyTo(padded);
        return Vector512.Create<float>(padded);
    }

    private static void Keep(Vector512<float> lanes, Span<float> values)
    {
        Span<float> padded = stackalloc float[Count];
        lanes.CopyTo(padded);
        padded[..values.Length].CopyTo(values);
    }

    private readonly struct AnyGradient;

    private readonly struct NoGradient;
}
