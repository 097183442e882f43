using System.Runtime.Intrinsics;

namespace Federated.Learning.Kernels;

/// <summary>
/// A step of an optimiser in one pass over memory: reads values, gradient and state, writes values and state, and clears the gradient if asked to. Elements are
/// independent, so neither threads nor vectors change a result.
/// </summary>
internal static unsafe class OptimizerKernel
{
    /// <param name="values">What moves.</param>
    /// <param name="gradient">Its gradient; empty: zero everywhere (rows of an embedding that no example touched), no memory is read for it.</param>
    /// <param name="first">The rule's first state; empty if it has none.</param>
    /// <param name="second">The rule's second state; empty if it has none.</param>
    /// <param name="rule">The step.</param>
    /// <param name="clearGradient">Leaves zeros in the gradient.</param>
    /// <param name="gradientScale">Multiplies the gradient first: clipping by norm, averaging.</param>
    /// <param name="workers">Threads for large parameters.</param>
    /// <exception cref="ArgumentException">Lengths differ.</exception>
    public static void Step<TRule>(Span<float> values, Span<float> gradient, Span<float> first, Span<float> second, in TRule rule,
        bool clearGradient = true, float gradientScale = 1, Workers? workers = null)
        where TRule : struct, IUpdateRule
        => Step(values, gradient, first, second, rule, clearGradient, gradientScale, workers, Processor.Path);

    /// <summary>A step on chosen instructions.</summary>
    internal static void Step<TRule>(Span<float> values, Span<float> gradient, Span<float> first, Span<float> second, in TRule rule,
        bool clearGradient, float gradientScale, Workers? workers, VectorPath path)
        where TRule : struct, IUpdateRule
    {
        if (!gradient.IsEmpty)
            Check(values.Length, gradient.Length, nameof(gradient));
        if (rule.States > 0)
            Check(values.Length, first.Length, nameof(first));
        if (rule.States > 1)
            Check(values.Length, second.Length, nameof(second));
        fixed (float* value = values, slope = gradient, state = first, otherState = second)
        {
            var span = new OptimizerSpan
            {
                Values = value,
                Gradient = slope,
                First = rule.States > 0 ? state : null,
                Second = rule.States > 1 ? otherState : null,
                Length = values.Length,
                ClearGradient = clearGradient,
                GradientScale = gradientScale,
            };
            OptimizerWork<TRule>.Run(span, rule, path, workers);
        }
    }

    internal static void Run<TRule>(in OptimizerSpan span, in TRule rule, VectorPath path)
        where TRule : struct, IUpdateRule
    {
        switch (path)
        {
            case VectorPath.Vector512:
                Run<TRule, Lanes512, Vector512<float>>(span, rule);
                break;
            case VectorPath.Vector256:
                Run<TRule, Lanes256, Vector256<float>>(span, rule);
                break;
            default:
                Run<TRule, Lanes1, float>(span, rule);
                break;
        }
    }

    private static void Run<TRule, TLanes, TVector>(OptimizerSpan span, TRule rule)
        where TRule : struct, IUpdateRule
        where TLanes : struct, ILanes<TVector>
        where TVector : unmanaged
    {
        TVector zero = TLanes.Create(0), scale = TLanes.Create(span.GradientScale);
        int length = span.Length, index = 0;
        for (; index <= length - TLanes.Count; index += TLanes.Count)
        {
            TVector gradient = span.Gradient == null ? zero : TLanes.Multiply(TLanes.Load(span.Gradient + index), scale);
            TVector first = span.First == null ? zero : TLanes.Load(span.First + index);
            TVector second = span.Second == null ? zero : TLanes.Load(span.Second + index);
            TLanes.Store(span.Values + index, rule.Apply<TLanes, TVector>(TLanes.Load(span.Values + index), gradient, ref first, ref second));
            if (span.First != null)
                TLanes.Store(span.First + index, first);
            if (span.Second != null)
                TLanes.Store(span.Second + index, second);
            if (span.ClearGradient && span.Gradient != null)
                TLanes.Store(span.Gradient + index, zero);
        }

        if (index < length)
            Rest<TRule, TLanes, TVector>(span, rule, index, length - index);
    }

    private static void Rest<TRule, TLanes, TVector>(in OptimizerSpan span, in TRule rule, int index, int lanes)
        where TRule : struct, IUpdateRule
        where TLanes : struct, ILanes<TVector>
        where TVector : unmanaged
    {
        TVector zero = TLanes.Create(0), scale = TLanes.Create(span.GradientScale);
        TVector gradient = span.Gradient == null ? zero : TLanes.Multiply(TLanes.LoadFirst(span.Gradient + index, lanes), scale);
        TVector first = span.First == null ? zero : TLanes.LoadFirst(span.First + index, lanes);
        TVector second = span.Second == null ? zero : TLanes.LoadFirst(span.Second + index, lanes);
        TLanes.StoreFirst(span.Values + index, rule.Apply<TLanes, TVector>(TLanes.LoadFirst(span.Values + index, lanes), gradient, ref first, ref second), lanes);
        if (span.First != null)
            TLanes.StoreFirst(span.First + index, first, lanes);
        if (span.Second != null)
            TLanes.StoreFirst(span.Second + index, second, lanes);
        if (span.ClearGradient && span.Gradient != null)
            TLanes.StoreFirst(span.Gradient + index, zero, lanes);
    }

    private static void Check(int expected, int length, string name)
    {
        if (length != expected)
            throw new ArgumentException($"A step over {expected} values was given {length} of '{name}'.", name);
    }
}
