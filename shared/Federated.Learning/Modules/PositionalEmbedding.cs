using Federated.Learning.Autograd;
using Federated.Learning.Operations;
using Federated.Learning.Randomness;
using Federated.Learning.State;
using Federated.Learning.Tensors;

namespace Federated.Learning.Modules;

/// <summary>Adds a learned vector to each step: [batch, time, width] + <c>weight</c> [time, width], drawn from the standard normal law at first, as PyTorch's embeddings.</summary>
public sealed class PositionalEmbedding : Module
{
    private readonly Parameter _weight;

    /// <summary>An embedding with fresh parameters.</summary>
    /// <param name="name">Prefix of the parameter's name.</param>
    /// <param name="time">Steps of an example, at least 1.</param>
    /// <param name="width">Size of the input's last dimension, at least 1.</param>
    /// <param name="source">Of the initial values.</param>
    public PositionalEmbedding(string name, int time, int width, SeededGenerator source)
        : base(name)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(time, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentNullException.ThrowIfNull(source);
        _weight = new Parameter($"{name}.weight", new TensorShape(time, width));
        Initializers.Normal(_weight, 1, source);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Parameter> Parameters => [_weight];

    /// <inheritdoc/>
    protected override Tensor Build(Graph graph, Tensor input)
    {
        if (input.Shape.Dimensions.Length != 3 || input.Shape.Dimensions[1] != _weight.Shape.Dimensions[0] || input.Shape.Dimensions[2] != _weight.Shape.Dimensions[1])
            throw new ArgumentException($"The input of '{Name}' has shape {input.Shape}; [batch, {_weight.Shape.Dimensions[0]}, {_weight.Shape.Dimensions[1]}] is expected.", nameof(input));
        return graph.Add(input, graph.Use(_weight));
    }
}
