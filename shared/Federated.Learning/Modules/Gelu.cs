using Federated.Learning.Autograd;
using Federated.Learning.Operations;
using Federated.Learning.Tensors;

namespace Federated.Learning.Modules;

/// <summary>x·Φ(x) element by element, Φ the standard normal law's distribution function (Hendrycks and Gimpel 2016).</summary>
/// <param name="name">What messages call it.</param>
public sealed class Gelu(string name) : ActivationModule(name)
{
    /// <inheritdoc/>
    protected override Tensor Build(Graph graph, Tensor input) => graph.Gelu(input);
}
