using Federated.Learning.Autograd;
using Federated.Learning.Operations;
using Federated.Learning.Tensors;

namespace Federated.Learning.Modules;

/// <summary>x where it is above 0, else α(eˣ − 1), element by element (Clevert et al. 2016).</summary>
/// <param name="name">What messages call it.</param>
/// <param name="alpha">α. Default 1.</param>
public sealed class Elu(string name, float alpha = 1) : ActivationModule(name)
{
    /// <inheritdoc/>
    protected override Tensor Build(Graph graph, Tensor input) => graph.Elu(input, alpha);
}
