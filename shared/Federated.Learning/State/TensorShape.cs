using System.Collections.Immutable;

namespace Federated.Learning.State;

/// <summary>Sizes of a row-major tensor's dimensions, outermost first; no dimension at all is a scalar of one element.</summary>
public sealed class TensorShape : IEquatable<TensorShape>
{
    /// <summary>Highest number of dimensions that is accepted.</summary>
    public const int MaximumRank = 8;

    /// <summary>Checks the sizes and multiplies them.</summary>
    /// <param name="dimensions">At most <see cref="MaximumRank"/> sizes, each zero or more.</param>
    /// <exception cref="ArgumentException">A size is negative, there are too many, or their product passes 2³¹−1.</exception>
    public TensorShape(params ReadOnlySpan<int> dimensions)
    {
        if (dimensions.Length > MaximumRank)
            throw new ArgumentException($"A tensor has {dimensions.Length} dimensions; at most {MaximumRank} are supported.", nameof(dimensions));

        long length = 1;
        foreach (int size in dimensions)
        {
            if (size < 0)
                throw new ArgumentException($"A tensor dimension is {size}; sizes are zero or more.", nameof(dimensions));

            // Each factor is below 2^31 and the product so far is at most 2^31: no overflow of 64 bits.
            length *= size;
            if (length > int.MaxValue)
                throw new ArgumentException($"A tensor holds more than {int.MaxValue} elements; split it.", nameof(dimensions));
        }

        Dimensions = [.. dimensions];
        Length = (int)length;
    }

    /// <summary>Sizes, outermost first.</summary>
    public ImmutableArray<int> Dimensions { get; }

    /// <summary>Number of elements: the product of the sizes, 1 for a scalar.</summary>
    public int Length { get; }

    /// <inheritdoc/>
    public bool Equals(TensorShape? other) => other is not null && Dimensions.AsSpan().SequenceEqual(other.Dimensions.AsSpan());

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as TensorShape);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (int size in Dimensions)
            hash.Add(size);
        return hash.ToHashCode();
    }

    /// <summary>For instance <c>[64, 20]</c>.</summary>
    public override string ToString() => $"[{string.Join(", ", Dimensions)}]";
}
