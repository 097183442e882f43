using Federated.Learning.Autograd;
using Federated.Learning.Operations;
using Federated.Learning.State;
using Federated.Learning.Tensors;

namespace Federated.Learning.Modules;

/// <summary>[examples, …] to [examples, shape of one]; nothing is copied. It lets a row of features be an image or a sequence.</summary>
public sealed class Reshape : Module
{
    private readonly TensorShape _shape;

    /// <summary>A module without parameters.</summary>
    /// <param name="name">What messages call it.</param>
    /// <param name="shape">Of one example, for instance [channels, height, width].</param>
    public Reshape(string name, TensorShape shape)
        : base(name)
    {
        ArgumentNullException.ThrowIfNull(shape);
        _shape = shape;
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Parameter> Parameters => [];

    /// <inheritdoc/>
    protected override Tensor Build(Graph graph, Tensor input) => graph.Reshape(input, new TensorShape([input.Size(0), .. _shape.Dimensions]));
}
