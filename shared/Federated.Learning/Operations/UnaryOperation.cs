using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Federated.Learning.Autograd;
using Federated.Learning.Tensors;

namespace Federated.Learning.Operations;

/// <summary>y = f(x) element by element, ∂x = ∂y ⊙ f′(x).</summary>
internal sealed class UnaryOperation<TRule> : Operation
    where TRule : struct, IUnaryRule
{
    private readonly Tensor _input;
    private readonly TRule _rule;

    public UnaryOperation(Tensor input, TRule rule = default)
        : base(input)
    {
        _input = input;
        _rule = rule;
        MakeOutput(input.Shape);
    }

    public override void Forward(Graph graph)
    {
        TRule rule = _rule;
        ReadOnlySpan<float> input = _input.Values;
        Span<float> output = Output.Values;
        int index = 0;
        for (; index + Lanes.Count <= input.Length; index += Lanes.Count)
            Lanes.Store(rule.Value(Lanes.Load(input, index, whole: true)), output, index, whole: true);
        if (index < input.Length)
            Lanes.Store(rule.Value(Lanes.Load(input, index)), output, index);
    }

    public override void Backward(Graph graph)
    {
        if (_input.RequiresGradient && _input.Parameter is null)
            AddGradient(graph);
    }

    public override void AddParameterGradients(Graph graph)
    {
        if (_input.Parameter is not null)
            AddGradient(graph);
    }

    private void AddGradient(Graph graph)
    {
        TRule rule = _rule;
        Span<float> gradient = graph.GradientOf(_input, out bool accumulate);
        ReadOnlySpan<float> input = _input.Values, output = Output.Values, slope = Output.Gradient;
        int index = 0;
        for (; index + Lanes.Count <= gradient.Length; index += Lanes.Count)
            Step(rule, input, output, slope, gradient, index, accumulate, whole: true);
        if (index < gradient.Length)
            Step(rule, input, output, slope, gradient, index, accumulate, whole: false);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Step(
        TRule rule, ReadOnlySpan<float> input, ReadOnlySpan<float> output, ReadOnlySpan<float> slope, Span<float> gradient, int index, bool accumulate, bool whole)
    {
        Vector512<float> part = Lanes.Load(slope, index, whole) * rule.Derivative(Lanes.Load(input, index, whole), Lanes.Load(output, index, whole));
        Lanes.Store(accumulate ? part + Lanes.Load(gradient, index, whole) : part, gradient, index, whole);
    }
}
