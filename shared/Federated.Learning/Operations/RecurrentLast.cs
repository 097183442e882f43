using Federated.Learning.Autograd;
using Federated.Learning.State;
using Federated.Learning.Tensors;

namespace Federated.Learning.Operations;

/// <summary>
/// What a recurrent layer kept after each example's last step, its state or its cell: [batch, hidden]. The derivative by it is where the layer's
/// backward pass begins.
/// </summary>
internal sealed class RecurrentLast : Operation
{
    private readonly RecurrentOperation _layer;
    private readonly AlignedBuffer _last;
    private readonly AlignedBuffer _derivative;

    public RecurrentLast(RecurrentOperation layer, AlignedBuffer last, AlignedBuffer derivative)
        : base(layer.Output)
    {
        _layer = layer;
        _last = last;
        _derivative = derivative;
        MakeOutput(new TensorShape(layer.Output.Size(0), layer.Output.Size(2)));
    }

    public override void Forward(Graph graph) => _last.Span.CopyTo(Output.Values);

    public override void Backward(Graph graph)
    {
        if (!_layer.Output.RequiresGradient)
            return;
        Span<float> gradient = graph.GradientOf(_layer.Output, out bool accumulate);
        if (!accumulate)
            gradient.Clear();
        TensorPrimitives.Add(_derivative.Span, Output.Gradient, _derivative.Span);
    }
}
