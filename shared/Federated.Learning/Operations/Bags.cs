using Federated.Learning.Tensors;

namespace Federated.Learning.Operations;

/// <summary>
/// Which positions of a list of indices belong to which bag: rows of a matrix [bags, size], of which each may have its own length, or a flat list
/// that offsets cut. Positions that hold the padding index belong to none.
/// </summary>
internal sealed class Bags
{
    private readonly IndexTensor _indices;
    private readonly IndexTensor? _lengths;
    private readonly IndexTensor? _offsets;
    private readonly int _paddingIndex;
    private readonly int[] _rows;
    private readonly int[] _starts;

    private Bags(IndexTensor indices, IndexTensor? lengths, IndexTensor? offsets, int count, int paddingIndex)
    {
        _indices = indices;
        _lengths = lengths;
        _offsets = offsets;
        _paddingIndex = paddingIndex;
        Count = count;
        _rows = new int[indices.Shape.Length];
        _starts = new int[count + 1];
    }

    public int Count { get; }

    /// <summary>Rows of all bags, one bag after the other.</summary>
    public ReadOnlySpan<int> Rows => _rows.AsSpan(0, _starts[Count]);

    /// <param name="indices">[bags, size].</param>
    /// <param name="lengths">How many of each bag's indices count, [bags]; null when all do.</param>
    /// <param name="paddingIndex">An index that counts nowhere; −1 for none.</param>
    public static Bags OfRows(IndexTensor indices, IndexTensor? lengths, int paddingIndex)
    {
        if (indices.Shape.Dimensions.Length != 2)
            throw new ArgumentException($"Indices '{indices.Name}' have shape {indices.Shape}; [bags, size] is expected.", nameof(indices));
        int count = indices.Shape.Dimensions[0], size = indices.Shape.Dimensions[1];
        if (lengths is not null && lengths.Shape.Length != count)
            throw new ArgumentException($"Lengths '{lengths.Name}' have shape {lengths.Shape}; [{count}] is expected, one a bag.", nameof(lengths));
        if (lengths is not null && lengths.Bound > size + 1)
            throw new ArgumentException($"Lengths '{lengths.Name}' go up to {lengths.Bound - 1}, but a bag has {size} indices: their bound is at most {size + 1}.", nameof(lengths));
        return new Bags(indices, lengths, null, count, paddingIndex);
    }

    /// <param name="indices">All bags' indices, one bag after the other.</param>
    /// <param name="offsets">Where each bag begins, [bags]: 0 at first and never falling. The last bag takes the rest.</param>
    /// <param name="paddingIndex">An index that counts nowhere; −1 for none.</param>
    public static Bags OfOffsets(IndexTensor indices, IndexTensor offsets, int paddingIndex)
    {
        if (offsets.Shape.Dimensions.Length != 1 || offsets.Shape.Length == 0)
            throw new ArgumentException($"Offsets '{offsets.Name}' have shape {offsets.Shape}; [bags] with at least one bag is expected.", nameof(offsets));
        if (offsets.Bound > indices.Shape.Length + 1)
            throw new ArgumentException($"Offsets '{offsets.Name}' go up to {offsets.Bound - 1}, but there are {indices.Shape.Length} indices: their bound is at most {indices.Shape.Length + 1}.", nameof(offsets));
        return new Bags(indices, null, offsets, offsets.Shape.Length, paddingIndex);
    }

    /// <summary>Rows of one bag.</summary>
    public ReadOnlySpan<int> RowsOf(int bag) => _rows.AsSpan(_starts[bag], _starts[bag + 1] - _starts[bag]);

    /// <summary>Reads the indices as they now are.</summary>
    public void Refresh()
    {
        ReadOnlySpan<int> indices = _indices.Values;
        int size = _offsets is null ? indices.Length / Math.Max(Count, 1) : 0, filled = 0;
        for (int bag = 0; bag < Count; bag++)
        {
            int start = bag * size, length = _lengths is null ? size : _lengths.Values[bag];
            if (_offsets is not null)
            {
                start = _offsets.Values[bag];
                length = (bag + 1 == Count ? indices.Length : _offsets.Values[bag + 1]) - start;
                if (length < 0 || (bag == 0 && start != 0))
                    throw new ArgumentException($"'{_offsets.Name}' is {start} at position {bag} and {start + length} after it; offsets begin with 0 and never fall.");
            }

            _starts[bag] = filled;
            foreach (int index in indices.Slice(start, length))
            {
                _rows[filled] = index;
                filled += index == _paddingIndex ? 0 : 1;
            }
        }

        _starts[Count] = filled;
    }
}
