using System.Runtime.InteropServices;
using Federated.Learning.State;

namespace Federated.Learning.Tensors;

/// <summary>
/// A row-major float32 tensor of a graph: an input, a parameter, or what an operation computes; and the derivative of the result by it once a backward
/// pass has run. Storage is made once and reused by every pass.
/// </summary>
public sealed class Tensor
{
    private float[] _values;
    private int _offset;
    private readonly AlignedBuffer _gradient;

    internal Tensor(TensorShape shape, bool requiresGradient)
        : this(shape, new AlignedBuffer(shape.Length), requiresGradient ? new AlignedBuffer(shape.Length) : default, null)
    {
    }

    internal Tensor(Parameter parameter)
        : this(parameter.Shape, parameter.ValueBuffer, parameter.GradientBuffer, parameter)
    {
    }

    private Tensor(TensorShape shape, AlignedBuffer values, AlignedBuffer gradient, Parameter? parameter)
    {
        Shape = shape;
        _values = values.Array;
        _offset = values.Offset;
        _gradient = gradient;
        Parameter = parameter;
    }

    private Tensor(Tensor source, TensorShape shape)
    {
        Shape = shape;
        _values = source._values;
        _offset = source._offset;
        _gradient = source._gradient;
        Parameter = source.Parameter;
        Viewed = source.Viewed ?? source;
    }

    /// <summary>Sizes of the dimensions.</summary>
    public TensorShape Shape { get; }

    /// <summary>Number of elements.</summary>
    public int Length => Shape.Length;

    /// <summary>Elements in row-major order.</summary>
    public Span<float> Values => Viewed is null ? new(_values, _offset, Length) : new(Viewed._values, Viewed._offset, Length);

    /// <summary>The elements as memory, for callers that keep them until the next pass.</summary>
    internal ReadOnlyMemory<float> Memory => Viewed is null ? new(_values, _offset, Length) : new(Viewed._values, Viewed._offset, Length);

    /// <summary>Whether a backward pass computes a derivative by this tensor.</summary>
    public bool RequiresGradient => _gradient.Array is not null;

    /// <summary>Derivative of the result by each element; empty when none is computed. Valid after a backward pass that reached the tensor.</summary>
    public Span<float> Gradient => RequiresGradient ? _gradient.Span : default;

    /// <summary>The parameter whose storage this is, null for inputs and computed tensors.</summary>
    internal Parameter? Parameter { get; }

    /// <summary>The tensor that this one shows under another shape, null when it has storage of its own.</summary>
    internal Tensor? Viewed { get; }

    /// <summary>The backward pass that last wrote <see cref="Gradient"/>.</summary>
    internal int GradientPass { get; set; }

    /// <summary>Size of a dimension; negative counts from the last.</summary>
    internal int Size(int dimension) => Shape.Dimensions[dimension < 0 ? Shape.Dimensions.Length + dimension : dimension];

    /// <summary>Product of all sizes but the last: the rows of the matrix that the tensor is when only its last dimension counts.</summary>
    internal int Rows => Length == 0 ? 0 : Length / Size(-1);

    /// <summary>The same storage under another shape.</summary>
    internal Tensor View(TensorShape shape)
    {
        if (shape.Length != Length)
            throw new ArgumentException($"A tensor of shape {Shape} has {Length} elements and cannot be viewed as {shape}, which has {shape.Length}.", nameof(shape));
        return new Tensor(this, shape);
    }

    /// <summary>Lets an input read the caller's memory in place of a copy; it must not change until the pass is over.</summary>
    internal void Bind(ReadOnlyMemory<float> values)
    {
        if (values.Length != Length)
            throw new ArgumentException($"{values.Length} values were given for an input of shape {Shape}, which takes {Length}.", nameof(values));
        if (MemoryMarshal.TryGetArray(values, out ArraySegment<float> segment))
        {
            _values = segment.Array!;
            _offset = segment.Offset;
        }
        else
        {
            var own = new AlignedBuffer(Length);
            values.Span.CopyTo(own.Span);
            _values = own.Array;
            _offset = own.Offset;
        }
    }
}
