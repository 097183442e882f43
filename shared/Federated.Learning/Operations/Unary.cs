using System.Runtime.Intrinsics;
using Federated.Learning.Autograd;
using Federated.Learning.Tensors;

namespace Federated.Learning.Operations;

/// <summary>y = f(x) element by element, ∂x = ∂y ⊙ f′(x).</summary>
internal sealed class Unary<TRule> : Operation
    where TRule : struct, IUnaryRule
{
    private readonly Tensor _input;
    private readonly TRule _rule;

    public Unary(Tensor input, TRule rule = default)
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
        for (int index = 0; index < input.Length; index += Lanes.Count)
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
        for (int index = 0; index < gradient.Length; index += Lanes.Count)
        {
            Vector512<float> part = Lanes.Load(slope, index) * rule.Derivative(Lanes.Load(input, index), Lanes.Load(output, index));
            Lanes.Store(accumulate ? part + Lanes.Load(gradient, index) : part, gradient, index);
        }
    }
}
