using Federated.Learning.Autograd;
using Federated.Learning.Tensors;

namespace Federated.Learning.Operations;

/// <summary>
/// y = x + f, a residual connection (He et al. 2016): both of one shape, so that nothing is broadcast and large tensors are shared among threads. ∂x = ∂y, ∂f = ∂y.
/// </summary>
internal sealed class Residual : Operation
{
    private const int StripLength = 16_384;
    private readonly Tensor _input;
    private readonly Tensor _branch;
    private readonly ExampleStrips _forward;
    private readonly ExampleStrips _backward;
    private bool _accumulateInput;
    private bool _accumulateBranch;

    public Residual(Tensor input, Tensor branch)
        : base(input, branch)
    {
        if (!input.Shape.Equals(branch.Shape))
            throw new ArgumentException($"A residual connection was given shapes {input.Shape} and {branch.Shape}; both must be the same.", nameof(branch));
        _input = input;
        _branch = branch;
        MakeOutput(input.Shape);
        _forward = new ExampleStrips(input.Length, StripLength, RunForward);
        _backward = new ExampleStrips(input.Length, StripLength, RunBackward);
    }

    public override void Forward(Graph graph) => _forward.Run(graph.Workers);

    public override void Backward(Graph graph)
    {
        if (!HasParameters)
            AddGradients(graph);
    }

    public override void AddParameterGradients(Graph graph)
    {
        if (HasParameters)
            AddGradients(graph);
    }

    private void AddGradients(Graph graph)
    {
        if (_input.RequiresGradient)
            graph.GradientOf(_input, out _accumulateInput);
        if (_branch.RequiresGradient)
            graph.GradientOf(_branch, out _accumulateBranch);
        _backward.Run(graph.Workers);
    }

    private void RunForward(int first, int count)
    {
        ReadOnlySpan<float> input = _input.Values.Slice(first, count), branch = _branch.Values.Slice(first, count);
        Span<float> output = Output.Values.Slice(first, count);
        for (int index = 0; index < count; index += Lanes.Count)
            Lanes.Store(Lanes.Load(input, index) + Lanes.Load(branch, index), output, index);
    }

    private void RunBackward(int first, int count)
    {
        ReadOnlySpan<float> slopes = Output.Gradient.Slice(first, count);
        if (_input.RequiresGradient)
            Put(slopes, _input.Gradient.Slice(first, count), _accumulateInput);
        if (_branch.RequiresGradient)
            Put(slopes, _branch.Gradient.Slice(first, count), _accumulateBranch);
    }

    private static void Put(ReadOnlySpan<float> slopes, Span<float> gradient, bool accumulate)
    {
        if (!accumulate)
        {
            slopes.CopyTo(gradient);
            return;
        }

        for (int index = 0; index < slopes.Length; index += Lanes.Count)
            Lanes.Store(Lanes.Load(gradient, index) + Lanes.Load(slopes, index), gradient, index);
    }
}
