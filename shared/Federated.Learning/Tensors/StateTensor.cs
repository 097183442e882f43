using Federated.Learning.State;

namespace Federated.Learning.Tensors;

/// <summary>A tensor of a model's state that training computes rather than optimises, such as a running mean (PyTorch's "buffer"). It has no gradient.</summary>
public sealed class StateTensor
{
    private readonly AlignedBuffer _values;

    /// <summary>A tensor filled with one value.</summary>
    /// <param name="name">Unique in its model, its parameters included, for instance <c>layers.1.running_mean</c>.</param>
    /// <param name="shape">Sizes of the dimensions, outermost first.</param>
    /// <param name="value">Of every element. Default 0.</param>
    public StateTensor(string name, TensorShape shape, float value = 0)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(shape);
        Name = name;
        Shape = shape;
        _values = new AlignedBuffer(shape.Length);
        Values.Fill(value);
    }

    /// <summary>Unique in its model.</summary>
    public string Name { get; }

    /// <summary>Sizes of the dimensions.</summary>
    public TensorShape Shape { get; }

    /// <summary>Row-major values, writable in place.</summary>
    public Span<float> Values => _values.Span;
}
