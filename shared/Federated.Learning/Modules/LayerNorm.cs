using Federated.Learning.Autograd;
using Federated.Learning.Operations;
using Federated.Learning.State;
using Federated.Learning.Tensors;

namespace Federated.Learning.Modules;

/// <summary>
/// Layer normalisation (Ba, Kiros and Hinton 2016) over the last dimensions: […, shape] to the same; <c>weight</c> γ, ones at first, and <c>bias</c> β, zeros, both
/// of the normalised shape.
/// </summary>
public sealed class LayerNorm : Module
{
    private readonly int _width;
    private readonly float _epsilon;
    private readonly Parameter[] _affine = [];

    /// <summary>A layer with fresh parameters.</summary>
    /// <param name="name">For instance <c>layers.1</c>.</param>
    /// <param name="shape">Sizes of the dimensions that are normalised together, usually one.</param>
    /// <param name="epsilon">Added to the variance, above 0. Default 1e-5.</param>
    /// <param name="affine">Whether there are γ and β. Default true.</param>
    public LayerNorm(string name, TensorShape shape, float epsilon = 1e-5f, bool affine = true)
        : base(name)
    {
        ArgumentNullException.ThrowIfNull(shape);
        _width = shape.Length;
        _epsilon = epsilon;
        if (affine)
            _affine = NormalizationParameters.Make(name, shape);
    }

    /// <summary>A layer that normalises the last dimension.</summary>
    /// <param name="name">For instance <c>layers.1</c>.</param>
    /// <param name="width">Size of the last dimension.</param>
    public LayerNorm(string name, int width)
        : this(name, new TensorShape(width))
    {
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Parameter> Parameters => _affine;

    /// <inheritdoc/>
    protected override Tensor Build(Graph graph, Tensor input)
        => _affine.Length == 0
            ? graph.LayerNorm(input, null, null, _width, _epsilon)
            : graph.LayerNorm(input, graph.Use(_affine[0]), graph.Use(_affine[1]), _width, _epsilon);
}
