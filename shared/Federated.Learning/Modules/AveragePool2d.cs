using Federated.Learning.Autograd;
using Federated.Learning.Operations;
using Federated.Learning.Tensors;

namespace Federated.Learning.Modules;

/// <summary>The mean of each window: […, height, width] to […, places high, places wide].</summary>
/// <param name="name">What messages call it.</param>
/// <param name="kernel">Size of the window, at least 1.</param>
/// <param name="stride">Steps from one place to the next; the window's size when left out.</param>
/// <param name="padding">Zeros around the image, at most half the window. Default 0.</param>
/// <param name="countPadding">Whether the zeros count in the mean. Default true.</param>
public sealed class AveragePool2d(string name, Extent kernel, Extent? stride = null, Extent? padding = null, bool countPadding = true) : Module(name)
{
    /// <inheritdoc/>
    public override IReadOnlyList<Parameter> Parameters => [];

    /// <inheritdoc/>
    protected override Tensor Build(Graph graph, Tensor input) => graph.AveragePool2d(input, kernel, stride, padding, countPadding);
}
