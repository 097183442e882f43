using System.Collections.Immutable;

namespace Federated.Learning.State;

/// <summary>An immutable, named, row-major tensor: a <see cref="SingleTensor"/> or a <see cref="DoubleTensor"/>.</summary>
public abstract class NamedTensor
{
    private protected NamedTensor(string name, TensorShape shape, int length)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(shape);
        if (name == Safetensors.MetadataKey)
            throw new ArgumentException($"'{name}' is reserved by the safetensors format; choose another tensor name.", nameof(name));
        if (shape.Length != length)
            throw new ArgumentException($"Tensor '{name}' has shape {shape}, which is {shape.Length} elements, but {length} values were given.", nameof(shape));
        Name = name;
        Shape = shape;
    }

    /// <summary>Unique in its snapshot, for instance <c>layers.0.weight</c>.</summary>
    public string Name { get; }

    /// <summary>Sizes of the dimensions, outermost first.</summary>
    public TensorShape Shape { get; }

    /// <summary>Element type.</summary>
    public abstract TensorType Type { get; }

    /// <summary>The same tensor by another name; the values, which nobody can change, are shared.</summary>
    /// <exception cref="ArgumentException">The name is empty or reserved.</exception>
    public abstract NamedTensor Renamed(string name);

    /// <summary>Bytes of one element.</summary>
    internal int ElementSize => Type == TensorType.F32 ? sizeof(float) : sizeof(double);
}

/// <summary>A tensor of binary32 values.</summary>
public sealed class SingleTensor : NamedTensor
{
    private readonly ImmutableArray<float> _values;

    /// <summary>Copies the values.</summary>
    /// <exception cref="ArgumentException">The name is empty or reserved, or the count differs from the shape's.</exception>
    public SingleTensor(string name, TensorShape shape, ReadOnlySpan<float> values)
        : this(name, shape, values.ToImmutableArray())
    {
    }

    private SingleTensor(string name, TensorShape shape, ImmutableArray<float> values)
        : base(name, shape, values.Length)
        => _values = values;

    /// <inheritdoc/>
    public override TensorType Type => TensorType.F32;

    /// <summary>Elements in row-major order.</summary>
    public ReadOnlySpan<float> Values => _values.AsSpan();

    /// <summary>A tensor over values that nobody can change: they are not copied.</summary>
    /// <exception cref="ArgumentException">The name is empty or reserved, or the count differs from the shape's.</exception>
    public static SingleTensor Over(string name, TensorShape shape, ImmutableArray<float> values) => new(name, shape, values);

    /// <inheritdoc/>
    public override SingleTensor Renamed(string name) => new(name, Shape, _values);
}

/// <summary>A tensor of binary64 values.</summary>
public sealed class DoubleTensor : NamedTensor
{
    private readonly ImmutableArray<double> _values;

    /// <summary>Copies the values.</summary>
    /// <exception cref="ArgumentException">The name is empty or reserved, or the count differs from the shape's.</exception>
    public DoubleTensor(string name, TensorShape shape, ReadOnlySpan<double> values)
        : this(name, shape, values.ToImmutableArray())
    {
    }

    private DoubleTensor(string name, TensorShape shape, ImmutableArray<double> values)
        : base(name, shape, values.Length)
        => _values = values;

    /// <inheritdoc/>
    public override TensorType Type => TensorType.F64;

    /// <summary>Elements in row-major order.</summary>
    public ReadOnlySpan<double> Values => _values.AsSpan();

    /// <summary>A tensor over values that nobody can change: they are not copied.</summary>
    /// <exception cref="ArgumentException">The name is empty or reserved, or the count differs from the shape's.</exception>
    public static DoubleTensor Over(string name, TensorShape shape, ImmutableArray<double> values) => new(name, shape, values);

    /// <inheritdoc/>
    public override DoubleTensor Renamed(string name) => new(name, Shape, _values);
}
