using Federated.Learning.State;

namespace Federated.Learning.Modules;

/// <summary>A trainable tensor of a model: its values, and the gradient that the last backward passes added up.</summary>
public sealed class Parameter
{
    private readonly float[] _values;
    private readonly float[] _gradient;

    /// <summary>A parameter of zeros.</summary>
    /// <param name="name">Unique in its model, for instance <c>layers.0.weight</c>.</param>
    /// <param name="shape">Sizes of the dimensions, outermost first.</param>
    public Parameter(string name, TensorShape shape)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(shape);
        Name = name;
        Shape = shape;
        _values = new float[shape.Length];
        _gradient = new float[shape.Length];
    }

    /// <summary>Unique in its model.</summary>
    public string Name { get; }

    /// <summary>Sizes of the dimensions.</summary>
    public TensorShape Shape { get; }

    /// <summary>Row-major values, writable in place.</summary>
    public Span<float> Values => _values;

    /// <summary>Derivative of the loss by each value, added up since it was last cleared.</summary>
    public Span<float> Gradient => _gradient;
}
