using Federated.Learning.State;

namespace Federated.Learning.Operations;

/// <summary>Dimensions by number, negative ones counted from the last.</summary>
internal static class DimensionIndex
{
    public static int Of(int dimension, TensorShape shape)
    {
        int rank = shape.Dimensions.Length;
        if (dimension < -rank || dimension >= rank)
            throw new ArgumentOutOfRangeException(nameof(dimension), dimension, $"Shape {shape} has {rank} dimensions; a dimension of it is {-rank} to {rank - 1}.");
        return dimension < 0 ? dimension + rank : dimension;
    }

    /// <summary>Product of the sizes from one dimension to before another.</summary>
    public static int Product(TensorShape shape, int from, int to)
    {
        int product = 1;
        for (int index = from; index < to; index++)
            product *= shape.Dimensions[index];
        return product;
    }

    /// <summary>The shape without its last dimension, or with a last dimension of 1.</summary>
    public static TensorShape WithoutLast(TensorShape shape, bool keep)
    {
        if (shape.Dimensions.Length == 0)
            throw new ArgumentException("A scalar has no last dimension.", nameof(shape));
        return keep ? new TensorShape([.. shape.Dimensions[..^1], 1]) : new TensorShape([.. shape.Dimensions[..^1]]);
    }
}
