using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Federated.Learning.Autograd;
using Federated.Learning.Tensors;

namespace Federated.Learning.Operations;

/// <summary>y = f(a, b) element by element, with broadcasting; ∂a = ∂y ⊙ ∂f/∂a summed over the dimensions in which a was repeated, and so for b.</summary>
internal sealed class Binary<TRule> : Operation
    where TRule : struct, IBinaryRule
{
    private readonly Tensor _left;
    private readonly Tensor _right;
    private readonly Broadcast _broadcast;

    public Binary(Tensor left, Tensor right)
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
        {
            ReadOnlySpan<float> left = LeftRun(run), right = RightRun(run);
            Span<float> output = Output.Values.Slice(run * width, width);
            for (int index = 0; index < width; index += Lanes.Count)
                Lanes.Store(TRule.Value(Take(left, index, _broadcast.LeftAdvances), Take(right, index, _broadcast.RightAdvances)), output, index);
        }
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

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Take(ReadOnlySpan<float> values, int index, bool advances) => advances ? Lanes.Load(values, index) : Vector512.Create(values[0]);

    private void AddGradient(Graph graph, Tensor input, bool byLeft)
    {
        Span<float> gradient = graph.GradientOf(input, out bool accumulate);
        if (!accumulate)
            gradient.Clear();
        bool advances = byLeft ? _broadcast.LeftAdvances : _broadcast.RightAdvances;
        int[] offsets = byLeft ? _broadcast.LeftOffsets : _broadcast.RightOffsets;
        int width = _broadcast.Width;
        for (int run = 0; run < offsets.Length; run++)
        {
            ReadOnlySpan<float> left = LeftRun(run), right = RightRun(run);
            ReadOnlySpan<float> output = Output.Values.Slice(run * width, width), slope = Output.Gradient.Slice(run * width, width);
            Span<float> target = gradient.Slice(offsets[run], advances ? width : 1);
            Vector512<float> sum = Vector512<float>.Zero;
            for (int index = 0; index < width; index += Lanes.Count)
            {
                Vector512<float> a = Take(left, index, _broadcast.LeftAdvances), b = Take(right, index, _broadcast.RightAdvances), y = Lanes.Load(output, index);
                Vector512<float> derivative = byLeft ? TRule.LeftDerivative(a, b, y) : TRule.RightDerivative(a, b, y);
                Vector512<float> part = Lanes.Load(slope, index) * derivative;
                if (advances)
                    Lanes.Store(part + Lanes.Load(target, index), target, index);
                else
                    sum += index + Lanes.Count <= width ? part : Lanes.Keep(part, width - index);
            }

            if (!advances)
                target[0] += Vector512.Sum(sum);
        }
    }
}
