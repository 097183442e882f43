using Federated.Learning.Autograd;
using Federated.Learning.Operations;
using Federated.Learning.Tensors;

namespace Federated.Learning.Modules;

/// <summary>ln(1 + e^βx)/β element by element, x itself where βx is above the threshold.</summary>
/// <param name="name">What messages call it.</param>
/// <param name="beta">β, above 0. Default 1.</param>
/// <param name="threshold">Default 20.</param>
public sealed class Softplus(string name, float beta = 1, float threshold = 20) : ActivationModule(name)
{
    /// <inheritdoc/>
    protected override Tensor Build(Graph graph, Tensor input) => graph.Softplus(input, beta, threshold);
}
