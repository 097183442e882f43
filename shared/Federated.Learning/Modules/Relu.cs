using Federated.Learning.Autograd;
using Federated.Learning.Kernels;
using Federated.Learning.Operations;
using Federated.Learning.Tensors;

namespace Federated.Learning.Modules;

/// <summary>max(x, 0) element by element.</summary>
/// <param name="name">What messages call it.</param>
public sealed class Relu(string name) : ActivationModule(name, Activation.Relu)
{
    /// <inheritdoc/>
    protected override Tensor Build(Graph graph, Tensor input) => graph.Relu(input);
}
