using Federated.Learning.State;

namespace Federated.Learning.Tensors;

/// <summary>A row-major tensor of whole numbers that a graph reads: identifiers of users, items or words, lengths of sequences. It has no gradient.</summary>
public sealed class IndexTensor
{
    private readonly int[] _values;

    internal IndexTensor(string name, TensorShape shape, int bound)
    {
        Name = name;
        Shape = shape;
        Bound = bound;
        _values = new int[shape.Length];
    }

    /// <summary>What messages call it.</summary>
    public string Name { get; }

    /// <summary>Sizes of the dimensions.</summary>
    public TensorShape Shape { get; }

    /// <summary>Every value is at least 0 and below this.</summary>
    public int Bound { get; }

    /// <summary>Values in row-major order.</summary>
    public ReadOnlySpan<int> Values => _values;

    /// <summary>Overwrites the values.</summary>
    /// <exception cref="ArgumentException">Another count than the shape's, or a value out of bounds; the message names the position. The values are then unchanged.</exception>
    public void Set(ReadOnlySpan<int> values)
    {
        if (values.Length != _values.Length)
            throw new ArgumentException($"{values.Length} values were given for '{Name}' of shape {Shape}, which takes {_values.Length}.", nameof(values));
        for (int position = 0; position < values.Length; position++)
        {
            if ((uint)values[position] >= (uint)Bound)
                throw new ArgumentException($"'{Name}' is {values[position]} at position {position}; it must be 0 to {Bound - 1}.", nameof(values));
        }

        values.CopyTo(_values);
    }
}
