using Federated.Learning.Autograd;
using Federated.Learning.Kernels;
using Federated.Learning.Operations;
using Federated.Learning.Tensors;

namespace Federated.Learning.Modules;

/// <summary>The hyperbolic tangent element by element.</summary>
/// <param name="name">What messages call it.</param>
public sealed class Tanh(string name) : ActivationModule(name, Activation.Tanh)
{
    /// <inheritdoc/>
    protected override Tensor Build(Graph graph, Tensor input) => graph.Tanh(input);
}
