using Federated.Learning.Randomness;
using Federated.Learning.Tensors;

namespace Federated.Learning.Operations;

/// <summary>What attention reads: queries, keys and values as some of the columns of three tensors, which may be one.</summary>
/// <param name="Query">[batch, queries, ...]; the queries are <paramref name="Width"/> columns from <paramref name="QueryColumn"/>.</param>
/// <param name="Key">[batch, keys, ...].</param>
/// <param name="Value">[batch, keys, ...].</param>
/// <param name="Width">Columns of a query, of a key and of a value: heads × the size of a head.</param>
/// <param name="Heads">Divides the width.</param>
internal sealed record AttentionInputs(Tensor Query, Tensor Key, Tensor Value, int Width, int Heads)
{
    public int QueryColumn { get; init; }

    public int KeyColumn { get; init; }

    public int ValueColumn { get; init; }

    /// <summary>Whether query i sees keys 0 to i only.</summary>
    public bool Causal { get; init; }

    /// <summary>[batch], 0 to keys: how many of an example's keys count. Null: all.</summary>
    public IndexTensor? Lengths { get; init; }

    /// <summary>Share of the weights that are dropped in training.</summary>
    public float Dropout { get; init; }

    /// <summary>Decides what is dropped; null when nothing is.</summary>
    public SeededGenerator? DropoutSource { get; init; }

    public int Batch => Query.Size(0);

    public int Queries => Query.Size(1);

    public int Keys => Key.Size(1);

    public int HeadSize => Width / Heads;

    /// <exception cref="ArgumentException">A shape does not fit; the message names the tensor.</exception>
    public AttentionInputs Check()
    {
        if (Heads < 1 || Width % Heads != 0)
            throw new ArgumentException($"{Heads} heads cannot share a width of {Width} evenly; choose a number that divides it.");
        if (Key.Size(1) != Value.Size(1))
            throw new ArgumentException($"The keys have shape {Key.Shape} and the values {Value.Shape}; both need the same number of steps.");
        if (Query.Size(0) != Key.Size(0) || Query.Size(0) != Value.Size(0))
            throw new ArgumentException($"Queries of shape {Query.Shape}, keys of {Key.Shape} and values of {Value.Shape} differ in their first dimension, the batch.");
        if (Dropout > 0 && DropoutSource is null)
            throw new ArgumentException("Dropout of attention weights needs a generator that decides what is dropped.");
        RecurrentInputs.CheckLengths(Lengths, Batch, Keys);
        return this;
    }

    /// <exception cref="ArgumentException">The tensor is not [batch, time, columns].</exception>
    public static void CheckRank(string what, Tensor tensor)
    {
        if (tensor.Shape.Dimensions.Length != 3 || tensor.Length == 0)
            throw new ArgumentException($"The {what} of attention have shape {tensor.Shape}; [batch, time, width], each at least 1, is expected.");
    }
}
