using Federated.Learning.Autograd;
using Federated.Learning.Operations;
using Federated.Learning.Tensors;

namespace Federated.Learning.Modules;

/// <summary>x·σ(x) element by element, σ the logistic function.</summary>
/// <param name="name">What messages call it.</param>
public sealed class Silu(string name) : ActivationModule(name)
{
    /// <inheritdoc/>
    protected override Tensor Build(Graph graph, Tensor input) => graph.Silu(input);
}
