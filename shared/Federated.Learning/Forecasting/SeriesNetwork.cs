using Federated.Learning.Autograd;
using Federated.Learning.Kernels;
using Federated.Learning.Modules;
using Federated.Learning.Operations;
using Federated.Learning.Randomness;
using Federated.Learning.State;
using Federated.Learning.Tensors;

namespace Federated.Learning.Forecasting;

/// <summary>What <see cref="SeriesNetworkArchitecture"/> declares.</summary>
internal sealed class SeriesNetwork : Module
{
    private readonly SeriesNetworkArchitecture _shape;
    private readonly Gru _past;
    private readonly Modules.Linear _joined;
    private readonly Modules.Linear _said;

    public SeriesNetwork(SeriesNetworkArchitecture shape, SeededGenerator source)
        : base("forecast")
    {
        _shape = shape;
        _past = new Gru("past", shape.StepInputs, shape.Units, source);
        _joined = new Modules.Linear("joined", shape.Units + shape.TargetInputs, shape.Units, source, activation: Activation.Relu);
        _said = new Modules.Linear("said", shape.Units, 1, source);
    }

    public override IReadOnlyList<Parameter> Parameters => [.. _past.Parameters, .. _joined.Parameters, .. _said.Parameters];

    protected override Tensor Build(Graph graph, Tensor input)
    {
        int rows = input.Shape.Dimensions[0], past = _shape.Steps * _shape.StepInputs;
        Tensor steps = graph.Reshape(graph.Slice(input, 1, 0, past), new TensorShape(rows, _shape.Steps, _shape.StepInputs));
        Tensor state = _past.Forward(graph, steps, null).LastStates[^1], target = graph.Slice(input, 1, past, _shape.TargetInputs);
        return _said.Forward(graph, _joined.Forward(graph, graph.Concatenate([state, target])));
    }
}
