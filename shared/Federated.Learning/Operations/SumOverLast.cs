using System.Runtime.Intrinsics;
using Federated.Learning.Autograd;
using Federated.Learning.State;
using Federated.Learning.Tensors;

namespace Federated.Learning.Operations;

/// <summary>y = s·Σ x over the last dimension, with s = 1 for a sum and 1/n for a mean; ∂x = s·∂y, repeated.</summary>
internal sealed class SumOverLast : Operation
{
    private readonly Tensor _input;
    private readonly float _scale;
    private readonly int _width;

    /// <param name="input">Read as rows of its last dimension.</param>
    /// <param name="mean">Whether to divide by the row's length.</param>
    /// <param name="shape">As many elements as the input has rows.</param>
    public SumOverLast(Tensor input, bool mean, TensorShape shape)
        : base(input)
    {
        _input = input;
        _width = input.Shape.Dimensions.Length == 0 ? 1 : input.Size(-1);
        if (_width == 0)
            throw new ArgumentException($"The input has shape {input.Shape}; there is nothing to sum over in a last dimension of 0.", nameof(input));
        _scale = mean ? 1f / _width : 1;
        MakeOutput(shape);
    }

    public override void Forward(Graph graph)
    {
        ReadOnlySpan<float> input = _input.Values;
        Span<float> output = Output.Values;
        for (int row = 0; row < output.Length; row++)
            output[row] = Lanes.Sum(input.Slice(row * _width, _width)) * _scale;
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
        ReadOnlySpan<float> slope = Output.Gradient;
        for (int row = 0; row < slope.Length; row++)
        {
            Span<float> target = gradient.Slice(row * _width, _width);
            Vector512<float> part = Vector512.Create(slope[row] * _scale);
            if (!accumulate)
            {
                target.Fill(part[0]);
                continue;
            }

            int index = 0;
            for (; index + Lanes.Count <= target.Length; index += Lanes.Count)
                Lanes.Store(part + Lanes.Load(target, index, whole: true), target, index, whole: true);
            if (index < target.Length)
                Lanes.Store(part + Lanes.Load(target, index), target, index);
        }
    }
}
