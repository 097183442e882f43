using Federated.Learning.Autograd;
using Federated.Learning.Kernels;
using Federated.Learning.Operations;
using Federated.Learning.Tensors;

namespace Federated.Learning.Modules;

/// <summary>1/(1 + e⁻ˣ) element by element.</summary>
/// <param name="name">What messages call it.</param>
public sealed class Sigmoid(string name) : ActivationModule(name, Activation.Sigmoid)
{
    /// <inheritdoc/>
    protected override Tensor Build(Graph graph, Tensor input) => graph.Sigmoid(input);
}
