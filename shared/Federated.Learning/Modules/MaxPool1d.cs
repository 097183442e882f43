using Federated.Learning.Autograd;
using Federated.Learning.Operations;
using Federated.Learning.Tensors;

namespace Federated.Learning.Modules;

/// <summary>The largest value of each window: [examples, channels, time] to [examples, channels, places].</summary>
/// <param name="name">What messages call it.</param>
/// <param name="kernel">Length of the window, at least 1.</param>
/// <param name="stride">Steps from one place to the next; the window's length when left out.</param>
/// <param name="padding">Values of −∞ before and after, at most half the window. Default 0.</param>
/// <param name="dilation">Distance between the window's taps. Default 1.</param>
public sealed class MaxPool1d(string name, int kernel, int? stride = null, int padding = 0, int dilation = 1) : Module(name)
{
    /// <inheritdoc/>
    public override IReadOnlyList<Parameter> Parameters => [];

    /// <inheritdoc/>
    protected override Tensor Build(Graph graph, Tensor input) => graph.MaximumPool1d(input, kernel, stride, padding, dilation);
}
