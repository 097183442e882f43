using Federated.Learning.Autograd;
using Federated.Learning.Operations;
using Federated.Learning.Tensors;

namespace Federated.Learning.Modules;

/// <summary>The mean over all places of each channel: [examples, channels, …] to [examples, channels].</summary>
/// <param name="name">What messages call it.</param>
public sealed class GlobalAveragePool(string name) : Module(name)
{
    /// <inheritdoc/>
    public override IReadOnlyList<Parameter> Parameters => [];

    /// <inheritdoc/>
    protected override Tensor Build(Graph graph, Tensor input) => graph.GlobalAveragePool(input);
}
