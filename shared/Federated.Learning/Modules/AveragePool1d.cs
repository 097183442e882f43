using Federated.Learning.Autograd;
using Federated.Learning.Operations;
using Federated.Learning.Tensors;

namespace Federated.Learning.Modules;

/// <summary>The mean of each window: [examples, channels, time] to [examples, channels, places].</summary>
/// <param name="name">What messages call it.</param>
/// <param name="kernel">Length of the window, at least 1.</param>
/// <param name="stride">Steps from one place to the next; the window's length when left out.</param>
/// <param name="padding">Zeros before and after, at most half the window. Default 0.</param>
/// <param name="countPadding">Whether the zeros count in the mean. Default true.</param>
public sealed class AveragePool1d(string name, int kernel, int? stride = null, int padding = 0, bool countPadding = true) : Module(name)
{
    /// <inheritdoc/>
    public override IReadOnlyList<Parameter> Parameters => [];

    /// <inheritdoc/>
    protected override Tensor Build(Graph graph, Tensor input) => graph.AveragePool1d(input, kernel, stride, padding, countPadding);
}
