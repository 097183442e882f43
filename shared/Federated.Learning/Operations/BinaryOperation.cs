using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Federated.Learning.Autograd;
using Federated.Learning.Tensors;

namespace Federated.Learning.Operations;

/// <summary>
/// y = f(a, b) element by element, with broadcasting; ∂a = ∂y ⊙ ∂f/∂a summed over the dimensions in which a was repeated, and so for b. Where nothing is repeated,
/// large tensors are shared among threads in strips.
/// </summary>
internal sealed class BinaryOperation<TRule> : Operation
    where TRule : struct, IBinaryRule
{
    private const int StripLength = 16_384;
    private readonly Tensor _left;
    private readonly Tensor _right;
    private readonly Broadcast _broadcast;
    private readonly ExampleStrips? _forward;
    private readonly ExampleStrips? _backward;
    private Destination _leftDestination;
    private Destination _rightDestination;

    public BinaryOperation(Tensor left, Tensor right)
        : base(left, right)
    {
        _left = left;
        _right = right;
        _broadcast = new Broadcast(left.Shape, right.Shape);
        MakeOutput(_broadcast.Shape);
        if (left.Length != Output.Length || right.Length != Output.Length)
            return;
        _forward = new ExampleStrips(Output.Length, StripLength, RunForward);
        _backward = new ExampleStrips(Output.Length, StripLength, RunBackward);
    }

    private enum Destination
    {
        None,
        Replaced,
        AddedTo,
    }

    public override void Forward(Graph graph)
    {
        if (_forward is not null)
        {
            _forward.Run(graph.Workers);
            return;
        }

        int width = _broadcast.Width;
        for (int run = 0; run < _broadcast.LeftOffsets.Length; run++)
            ForwardRun(LeftRun(run), RightRun(run), Output.Values.Slice(run * width, width));
    }

    public override void Backward(Graph graph) => AddGradients(graph, _left is { RequiresGradient: true, Parameter: null }, _right is { RequiresGradient: true, Parameter: null });

    public override void AddParameterGradients(Graph graph) => AddGradients(graph, _left.Parameter is not null, _right.Parameter is not null);

    private void AddGradients(Graph graph, bool toLeft, bool toRight)
    {
        if (_backward is null)
        {
            if (toLeft)
                AddGradient(graph, _left, byLeft: true);
            if (toRight)
                AddGradient(graph, _right, byLeft: false);
        }
        else if (toLeft || toRight)
        {
            _leftDestination = toLeft ? Claim(graph, _left) : Destination.None;
            _rightDestination = toRight ? Claim(graph, _right) : Destination.None;
            _backward.Run(graph.Workers);
        }
    }

    private static Destination Claim(Graph graph, Tensor input)
    {
        graph.GradientOf(input, out bool accumulate);
        return accumulate ? Destination.AddedTo : Destination.Replaced;
    }

    private void RunForward(int first, int count)
        => ForwardRun(_left.Values.Slice(first, count), _right.Values.Slice(first, count), Output.Values.Slice(first, count));

    private void RunBackward(int first, int count)
    {
        ReadOnlySpan<float> left = _left.Values.Slice(first, count), right = _right.Values.Slice(first, count);
        ReadOnlySpan<float> output = Output.Values.Slice(first, count), slope = Output.Gradient.Slice(first, count);
        if (_leftDestination != Destination.None)
            AddStrip<ByLeft>(left, right, output, slope, _left.Gradient.Slice(first, count), _leftDestination == Destination.Replaced);
        if (_rightDestination != Destination.None)
            AddStrip<ByRight>(left, right, output, slope, _right.Gradient.Slice(first, count), _rightDestination == Destination.Replaced);
    }

    private static void AddStrip<TSide>(
        ReadOnlySpan<float> left, ReadOnlySpan<float> right, ReadOnlySpan<float> output, ReadOnlySpan<float> slope, Span<float> target, bool replace)
        where TSide : struct, ISide
    {
        int index = 0;
        if (replace)
        {
            for (; index + Lanes.Count <= target.Length; index += Lanes.Count)
                Lanes.Store(StripPart<TSide>(left, right, output, slope, index, whole: true), target, index, whole: true);
        }
        else
        {
            for (; index + Lanes.Count <= target.Length; index += Lanes.Count)
                Lanes.Store(StripPart<TSide>(left, right, output, slope, index, whole: true) + Lanes.Load(target, index, whole: true), target, index, whole: true);
        }

        if (index == target.Length)
            return;
        Vector512<float> last = StripPart<TSide>(left, right, output, slope, index, whole: false);
        Lanes.Store(replace ? last : last + Lanes.Load(target, index), target, index);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> StripPart<TSide>(
        ReadOnlySpan<float> left, ReadOnlySpan<float> right, ReadOnlySpan<float> output, ReadOnlySpan<float> slope, int index, bool whole)
        where TSide : struct, ISide
    {
        Vector512<float> by = Lanes.Load(slope, index, whole), nothing = Vector512<float>.Zero;
        return TRule.IsLinear
            ? TSide.Gradient(by, nothing, nothing, nothing)
            : TSide.Gradient(by, Lanes.Load(left, index, whole), Lanes.Load(right, index, whole), Lanes.Load(output, index, whole));
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
                AddRun<ByLeft>(LeftRun(run), RightRun(run), output, slope, target, replace);
            else
                AddRun<ByRight>(LeftRun(run), RightRun(run), output, slope, target, replace);
        }
    }

    private static void AddRun<TSide>(
        ReadOnlySpan<float> left, ReadOnlySpan<float> right, ReadOnlySpan<float> output, ReadOnlySpan<float> slope, Span<float> target, bool replace)
        where TSide : struct, ISide
    {
        if (left.Length == output.Length && right.Length == output.Length)
        {
            AddStrip<TSide>(left, right, output, slope, target, replace);
            return;
        }

        Vector512<float> sum = Vector512<float>.Zero;
        int index = 0;
        for (; index + Lanes.Count <= output.Length; index += Lanes.Count)
        {
            Vector512<float> part = Part<TSide>(left, right, output, slope, index, whole: true);
            if (target.Length == output.Length)
                Lanes.Store(replace ? part : part + Lanes.Load(target, index, whole: true), target, index, whole: true);
            else
                sum += part;
        }

        if (index < output.Length)
        {
            Vector512<float> part = Part<TSide>(left, right, output, slope, index, whole: false);
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
        ReadOnlySpan<float> left, ReadOnlySpan<float> right, ReadOnlySpan<float> output, ReadOnlySpan<float> slope, int index, bool whole)
        where TSide : struct, ISide
    {
        Vector512<float> a = left.Length == output.Length ? Lanes.Load(left, index, whole) : Vector512.Create(left[0]);
        Vector512<float> b = right.Length == output.Length ? Lanes.Load(right, index, whole) : Vector512.Create(right[0]);
        return TSide.Gradient(Lanes.Load(slope, index, whole), a, b, Lanes.Load(output, index, whole));
    }

    private interface ISide
    {
        static abstract Vector512<float> Gradient(Vector512<float> slope, Vector512<float> left, Vector512<float> right, Vector512<float> y);
    }

    private readonly struct ByLeft : ISide
    {
        public static Vector512<float> Gradient(Vector512<float> slope, Vector512<float> left, Vector512<float> right, Vector512<float> y) => TRule.LeftGradient(slope, left, right, y);
    }

    private readonly struct ByRight : ISide
    {
        public static Vector512<float> Gradient(Vector512<float> slope, Vector512<float> left, Vector512<float> right, Vector512<float> y) => TRule.RightGradient(slope, left, right, y);
    }
}
