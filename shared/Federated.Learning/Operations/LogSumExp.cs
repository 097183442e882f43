using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Federated.Learning.Autograd;
using Federated.Learning.Kernels;
using Federated.Learning.State;
using Federated.Learning.Tensors;

namespace Federated.Learning.Operations;

/// <summary>y = ln Σ eˣ over the last dimension, taken relative to the largest x so that nothing overflows; ∂x = ∂y·e^(x−y).</summary>
internal sealed class LogSumExp : Operation
{
    private readonly Tensor _input;
    private readonly int _width;

    public LogSumExp(Tensor input, TensorShape shape)
        : base(input)
    {
        _input = input;
        _width = input.Shape.Dimensions.Length == 0 ? 1 : input.Size(-1);
        if (_width == 0)
            throw new ArgumentException($"The input has shape {input.Shape}; there is nothing to sum over in a last dimension of 0.", nameof(input));
        MakeOutput(shape);
    }

    public override void Forward(Graph graph)
    {
        Span<float> output = Output.Values;
        for (int row = 0; row < output.Length; row++)
        {
            ReadOnlySpan<float> input = _input.Values.Slice(row * _width, _width);
            float largest = TensorPrimitives.Max(input);
            if (float.IsInfinity(largest))
            {
                output[row] = largest;
                continue;
            }

            Vector512<float> sum = Vector512<float>.Zero, shift = Vector512.Create(largest);
            int index = 0;
            for (; index + Lanes.Count <= input.Length; index += Lanes.Count)
                sum += VectorMath.Exp(Lanes.Load(input, index, whole: true) - shift);
            if (index < input.Length)
                sum += Lanes.Keep(VectorMath.Exp(Lanes.Load(input, index) - shift), input.Length - index);

            output[row] = largest + MathF.Log(Vector512.Sum(sum));
        }
    }

    public override void Backward(Graph graph)
    {
        if (_input is { RequiresGradient: true, Parameter: null })
            AddGradient(graph);
    }

    public override void AddParameterGradients(Graph graph)
    {
        if (_input.Parameter is not null)
            AddGradient(graph);
    }

    private void AddGradient(Graph graph)
    {
        Span<float> gradient = graph.GradientOf(_input, out bool accumulate);
        for (int row = 0; row < Output.Length; row++)
        {
            ReadOnlySpan<float> input = _input.Values.Slice(row * _width, _width);
            Span<float> target = gradient.Slice(row * _width, _width);
            Vector512<float> shift = Vector512.Create(Output.Values[row]), slope = Vector512.Create(Output.Gradient[row]);
            int index = 0;
            for (; index + Lanes.Count <= input.Length; index += Lanes.Count)
                Step(input, target, index, shift, slope, accumulate, whole: true);
            if (index < input.Length)
                Step(input, target, index, shift, slope, accumulate, whole: false);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Step(
        ReadOnlySpan<float> input, Span<float> target, int index, Vector512<float> shift, Vector512<float> slope, bool accumulate, bool whole)
    {
        Vector512<float> part = slope * VectorMath.Exp(Lanes.Load(input, index, whole) - shift);
        Lanes.Store(accumulate ? part + Lanes.Load(target, index, whole) : part, target, index, whole);
    }
}
