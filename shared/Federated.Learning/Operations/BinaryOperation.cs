using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Federated.Learning.Autograd;
using Federated.Learning.Tensors;

namespace Federated.Learning.Operations;

/// <summary>y = f(a, b) element by element, with broadcasting; ∂a = ∂y ⊙ ∂f/∂a summed over the dimensions in which a was repeated, and so for b.</summary>
internal sealed class BinaryOperation<TRule> : Operation
    where TRule : struct, IBinaryRule
{
    private readonly Tensor _left;
    private readonly Tensor _right;
    private readonly Broadcast _broadcast;

    public BinaryOperation(Tensor left, Tensor right)
        : base(left, right)
    {
        _left = left;
        _right = right;
        _broadcast = new Broadcast(left.Shape, right.Shape);
        MakeOutput(_broadcast.Shape);
    }

    public override void Forward(Graph graph)
    {
        int width = _broadcast.Width;
        for (int run = 0; run < _broadcast.LeftOffsets.Length; run++)
            ForwardRun(LeftRun(run), RightRun(run), Output.Values.Slice(run * width, width));
    }

    public override void Backward(Graph graph)
    {
        if (_left.RequiresGradient && _left.Parameter is null)
            AddGradient(graph, _left, byLeft: true);
        if (_right.RequiresGradient && _right.Parameter is null)
            AddGradient(graph, _right, byLeft: false);
    }

    public override void AddParameterGradients(Graph graph)
    {
        if (_left.Parameter is not null)
            AddGradient(graph, _left, byLeft: true);
        if (_right.Parameter is not null)
            AddGradient(graph, _right, byLeft: false);
    }

    private ReadOnlySpan<float> LeftRun(int run) => _left.Values.Slice(_broadcast.LeftOffsets[run], _broadcast.LeftAdvances ? _broadcast.Width : 1);

    private ReadOnlySpan<float> RightRun(int run) => _right.Values.Slice(_broadcast.RightOffsets[run], _broadcast.RightAdvances ? _broadcast.Width : 1);

    // An operand of one element meets the whole run.
    private static void ForwardRun(ReadOnlySpan<float> left, ReadOnlySpan<float> right, Span<float> output)
    {
        bool leftAdvances = left.Length == output.Length, rightAdvances = right.Length == output.Length;
        Vector512<float> leftOne = Vector512.Create(left[0]), rightOne = Vector512.Create(right[0]);
        int index = 0;
        for (; index + Lanes.Count <= output.Length; index += Lanes.Count)
        {
            Vector512<float> a = leftAdvances ? Lanes.Load(left, index, whole: true) : leftOne, b = rightAdvances ? Lanes.Load(right, index, whole: true) : rightOne;
            Lanes.Store(TRule.Value(a, b), output, index, whole: true);
        }

        if (index < output.Length)
            Lanes.Store(TRule.Value(leftAdvances ? Lanes.Load(left, index) : leftOne, rightAdvances ? Lanes.Load(right, index) : rightOne), output, index);
    }

    private void AddGradient(Graph graph, Tensor input, bool byLeft)
    {
        Span<float> gradient = graph.GradientOf(input, out bool accumulate);
        int[] offsets = byLeft ? _broadcast.LeftOffsets : _broadcast.RightOffsets;
        int width = _broadcast.Width;
        bool advances = byLeft ? _broadcast.LeftAdvances : _broadcast.RightAdvances;

        // Where nothing is repeated, every element is written once.
        bool replace = !accumulate && input.Length == Output.Length;
        if (!accumulate && !replace)
            gradient.Clear();
        for (int run = 0; run < offsets.Length; run++)
        {
            ReadOnlySpan<float> slope = Output.Gradient.Slice(run * width, width), output = Output.Values.Slice(run * width, width);
            Span<float> target = gradient.Slice(offsets[run], advances ? width : 1);
            if (byLeft)
                AddRun(default(ByLeft), LeftRun(run), RightRun(run), output, slope, target, replace);
            else
                AddRun(default(ByRight), LeftRun(run), RightRun(run), output, slope, target, replace);
        }
    }

    private static void AddRun<TSide>(
        TSide side, ReadOnlySpan<float> left, ReadOnlySpan<float> right, ReadOnlySpan<float> output, ReadOnlySpan<float> slope, Span<float> target, bool replace)
        where TSide : struct, ISide
    {
        Vector512<float> sum = Vector512<float>.Zero;
        int index = 0;
        for (; index + Lanes.Count <= output.Length; index += Lanes.Count)
        {
            Vector512<float> part = Part(side, left, right, output, slope, index, whole: true);
            if (target.Length == output.Length)
                Lanes.Store(replace ? part : part + Lanes.Load(target, index, whole: true), target, index, whole: true);
            else
                sum += part;
        }

        if (index < output.Length)
        {
            Vector512<float> part = Part(side, left, right, output, slope, index, whole: false);
            if (target.Length == output.Length)
                Lanes.Store(replace ? part : part + Lanes.Load(target, index), target, index);
            else
                sum += Lanes.Keep(part, output.Length - index);
        }

        if (target.Length != output.Length)
            target[0] += Vector512.Sum(sum);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Part<TSide>(
        TSide side, ReadOnlySpan<float> left, ReadOnlySpan<float> right, ReadOnlySpan<float> output, ReadOnlySpan<float> slope, int index, bool whole)
        where TSide : struct, ISide
    {
        Vector512<float> a = left.Length == output.Length ? Lanes.Load(left, index, whole) : Vector512.Create(left[0]);
        Vector512<float> b = right.Length == output.Length ? Lanes.Load(right, index, whole) : Vector512.Create(right[0]);
        return Lanes.Load(slope, index, whole) * side.Derivative(a, b, Lanes.Load(output, index, whole));
    }

    private interface ISide
    {
        Vector512<float> Derivative(Vector512<float> left, Vector512<float> right, Vector512<float> y);
    }

    private readonly struct ByLeft : ISide
    {
        public Vector512<float> Derivative(Vector512<float> left, Vector512<float> right, Vector512<float> y) => TRule.LeftDerivative(left, right, y);
    }

    private readonly struct ByRight : ISide
    {
        public Vector512<float> Derivative(Vector512<float> left, Vector512<float> right, Vector512<float> y) => TRule.RightDerivative(left, right, y);
    }
}
