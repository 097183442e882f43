using Federated.Learning.Autograd;
using Federated.Learning.State;
using Federated.Learning.Tensors;

namespace Federated.Learning.Operations;

/// <summary>Appends sums and rearrangements to a graph.</summary>
public static class ShapeOperations
{
    /// <summary>The same elements under another shape; nothing is copied.</summary>
    public static Tensor Reshape(this Graph graph, Tensor input, TensorShape shape)
    {
        ArgumentNullException.ThrowIfNull(graph);
        ArgumentNullException.ThrowIfNull(input);
        return input.View(shape);
    }

    /// <summary>Merges dimensions into one; nothing is copied. By default all but the first.</summary>
    /// <param name="graph">Of the tensor.</param>
    /// <param name="input">Any tensor with the dimensions.</param>
    /// <param name="first">First dimension to merge; negative counts from the last.</param>
    /// <param name="last">Last dimension to merge.</param>
    public static Tensor Flatten(this Graph graph, Tensor input, int first = 1, int last = -1)
    {
        ArgumentNullException.ThrowIfNull(input);
        int from = DimensionIndex.Of(first, input.Shape), to = DimensionIndex.Of(last, input.Shape);
        if (from > to)
            throw new ArgumentException($"Dimension {first} of shape {input.Shape} does not stand before dimension {last}.", nameof(first));
        int size = DimensionIndex.Product(input.Shape, from, to + 1);
        return graph.Reshape(input, new TensorShape([.. input.Shape.Dimensions[..from], size, .. input.Shape.Dimensions[(to + 1)..]]));
    }

    /// <summary>Σ x over all elements; a scalar.</summary>
    public static Tensor Sum(this Graph graph, Tensor input) => graph.Append(new SumOverLast(graph.Reshape(input, new TensorShape(LengthOf(input))), mean: false, new TensorShape()));

    /// <summary>The mean of all elements; a scalar.</summary>
    public static Tensor Mean(this Graph graph, Tensor input) => graph.Append(new SumOverLast(graph.Reshape(input, new TensorShape(LengthOf(input))), mean: true, new TensorShape()));

    /// <summary>Σ x over the last dimension, which is left out or kept with size 1.</summary>
    public static Tensor SumOverLast(this Graph graph, Tensor input, bool keepDimension = false)
        => graph.Append(new SumOverLast(input, mean: false, WithoutLast(input, keepDimension)));

    /// <summary>The mean over the last dimension, which is left out or kept with size 1.</summary>
    public static Tensor MeanOverLast(this Graph graph, Tensor input, bool keepDimension = false)
        => graph.Append(new SumOverLast(input, mean: true, WithoutLast(input, keepDimension)));

    /// <summary>The largest over the last dimension, which is left out or kept with size 1.</summary>
    public static Tensor MaximumOverLast(this Graph graph, Tensor input, bool keepDimension = false)
        => graph.Append(new MaximumOverLast(input, WithoutLast(input, keepDimension)));

    /// <summary>ln Σ eˣ over the last dimension, which is left out or kept with size 1.</summary>
    public static Tensor LogSumExp(this Graph graph, Tensor input, bool keepDimension = false)
        => graph.Append(new LogSumExp(input, WithoutLast(input, keepDimension)));

    /// <summary>The tensors side by side along a dimension, the last by default; all other dimensions agree.</summary>
    public static Tensor Concatenate(this Graph graph, IReadOnlyList<Tensor> inputs, int dimension = -1)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        return graph.Append(new Concatenation(inputs, dimension));
    }

    /// <summary>Positions <paramref name="start"/> to <paramref name="start"/> + <paramref name="length"/> − 1 of a dimension.</summary>
    public static Tensor Slice(this Graph graph, Tensor input, int dimension, int start, int length)
    {
        ArgumentNullException.ThrowIfNull(input);
        return graph.Append(new Section(input, dimension, start, length));
    }

    /// <summary>One position of a dimension, which is left out.</summary>
    public static Tensor Select(this Graph graph, Tensor input, int dimension, int position)
    {
        Tensor section = graph.Slice(input, dimension, position, 1);
        return graph.Reshape(section, new TensorShape([.. section.Shape.Dimensions.RemoveAt(DimensionIndex.Of(dimension, section.Shape))]));
    }

    /// <summary>The dimensions in another order.</summary>
    /// <param name="graph">Takes the operation.</param>
    /// <param name="input">Any tensor.</param>
    /// <param name="order">The input's dimension that becomes the output's first, second and so on.</param>
    public static Tensor Permute(this Graph graph, Tensor input, params ReadOnlySpan<int> order)
    {
        ArgumentNullException.ThrowIfNull(input);
        return graph.Append(new Permutation(input, order));
    }

    /// <summary>Two dimensions exchanged, the last two by default.</summary>
    public static Tensor Transpose(this Graph graph, Tensor input, int first = -2, int second = -1)
    {
        ArgumentNullException.ThrowIfNull(input);
        int[] order = [.. Enumerable.Range(0, input.Shape.Dimensions.Length)];
        int one = DimensionIndex.Of(first, input.Shape), other = DimensionIndex.Of(second, input.Shape);
        (order[one], order[other]) = (order[other], order[one]);
        return graph.Permute(input, order);
    }

    private static int LengthOf(Tensor input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return input.Length;
    }

    private static TensorShape WithoutLast(Tensor input, bool keep)
    {
        ArgumentNullException.ThrowIfNull(input);
        return DimensionIndex.WithoutLast(input.Shape, keep);
    }
}
