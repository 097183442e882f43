using Federated.Learning.Autograd;
using Federated.Learning.Operations;
using Federated.Learning.Randomness;
using Federated.Learning.Tensors;

namespace Federated.Learning.Modules;

/// <summary>
/// Convolution (cross-correlation) of sequences [examples, inputs, time] to [examples, outputs, places]: <c>weight</c> [outputs, inputs/groups, kernel] and
/// <c>bias</c> [outputs], both uniform in ±1/√(inputs/groups·kernel) at first, as PyTorch's.
/// </summary>
public sealed class Conv1d : Module
{
    private readonly Parameter _weight;
    private readonly Parameter? _bias;
    private readonly ConvolutionOptions _options;

    /// <summary>A layer with fresh parameters.</summary>
    /// <param name="name">For instance <c>layers.0</c>.</param>
    /// <param name="inputs">Channels of the input, at least 1.</param>
    /// <param name="outputs">Channels of the output, at least 1.</param>
    /// <param name="kernel">Length of the window, at least 1.</param>
    /// <param name="source">Of the initial values.</param>
    /// <param name="options">How the window moves (by widths); every default when left out.</param>
    public Conv1d(string name, int inputs, int outputs, int kernel, SeededGenerator source, ConvolutionOptions? options = null)
        : base(name)
    {
        _options = options ?? new ConvolutionOptions();
        (_weight, _bias) = ConvolutionParameters.Make(name, inputs, outputs, [kernel], source, _options);
        Parameters = _bias is null ? [_weight] : [_weight, _bias];
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Parameter> Parameters { get; }

    /// <inheritdoc/>
    protected override Tensor Build(Graph graph, Tensor input)
        => graph.Convolve1d(
            input, graph.Use(_weight), _bias is null ? null : graph.Use(_bias), _options.Stride.Width, _options.Padding.Width, _options.Dilation.Width, _options.Groups);
}
