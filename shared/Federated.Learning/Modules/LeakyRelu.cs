using Federated.Learning.Autograd;
using Federated.Learning.Operations;
using Federated.Learning.Tensors;

namespace Federated.Learning.Modules;

/// <summary>x where it is above 0, else slope·x, element by element.</summary>
/// <param name="name">What messages call it.</param>
/// <param name="slope">Default 0.01.</param>
public sealed class LeakyRelu(string name, float slope = 0.01f) : ActivationModule(name)
{
    /// <inheritdoc/>
    protected override Tensor Build(Graph graph, Tensor input) => graph.LeakyRelu(input, slope);
}
