using Federated.Learning.Autograd;
using Federated.Learning.Kernels;
using Federated.Learning.Operations;
using Federated.Learning.Randomness;
using Federated.Learning.State;
using Federated.Learning.Tensors;

namespace Federated.Learning.Modules;

/// <summary>y = φ(x·Wᵀ + b): <c>weight</c> [outputs, inputs] and <c>bias</c> [outputs], both uniform in ±1/√inputs at first, as PyTorch's linear layer.</summary>
public sealed class Linear : Module
{
    private readonly Parameter _weight;
    private readonly Parameter? _bias;
    private readonly Activation _activation;

    /// <summary>A layer with fresh parameters.</summary>
    /// <param name="name">For instance <c>layers.0</c>.</param>
    /// <param name="inputs">Size of the input's last dimension, at least 1.</param>
    /// <param name="outputs">Size of the output's last dimension, at least 1.</param>
    /// <param name="source">Of the initial values; null leaves zeros, for a layer whose values come from elsewhere.</param>
    /// <param name="bias">Whether there is a bias. Default true.</param>
    /// <param name="activation">φ. Default none.</param>
    public Linear(string name, int inputs, int outputs, SeededGenerator? source, bool bias = true, Activation activation = Activation.None)
        : base(name)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(inputs, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(outputs, 1);
        _weight = new Parameter($"{name}.weight", new TensorShape(outputs, inputs));
        _bias = bias ? new Parameter($"{name}.bias", new TensorShape(outputs)) : null;
        _activation = activation;
        Parameters = _bias is null ? [_weight] : [_weight, _bias];
        if (source is null)
            return;
        foreach (Parameter parameter in Parameters)
            Initializers.Uniform(parameter, 1 / Math.Sqrt(inputs), source);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Parameter> Parameters { get; }

    internal bool HasActivation => _activation != Activation.None;

    /// <summary>Appends the layer with another activation than its own.</summary>
    internal Tensor Forward(Graph graph, Tensor input, Activation activation)
    {
        graph.Enter(Name);
        try
        {
            return graph.Affine(input, graph.Use(_weight), _bias is null ? null : graph.Use(_bias), activation);
        }
        finally
        {
            graph.Leave();
        }
    }

    /// <inheritdoc/>
    protected override Tensor Build(Graph graph, Tensor input)
        => graph.Affine(input, graph.Use(_weight), _bias is null ? null : graph.Use(_bias), _activation);
}
