using Federated.Learning.Autograd;
using Federated.Learning.Operations;
using Federated.Learning.Tensors;

namespace Federated.Learning.Modules;

/// <summary>[examples, …] to [examples, elements of one]; nothing is copied.</summary>
/// <param name="name">What messages call it.</param>
public sealed class Flatten(string name) : Module(name)
{
    /// <inheritdoc/>
    public override IReadOnlyList<Parameter> Parameters => [];

    /// <inheritdoc/>
    protected override Tensor Build(Graph graph, Tensor input) => graph.Flatten(input);
}
