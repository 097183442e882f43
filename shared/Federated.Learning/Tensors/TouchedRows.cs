namespace Federated.Learning.Tensors;

/// <summary>
/// The rows of a table (an embedding) that have a gradient since it was last cleared; the gradient of every other row is zero. It lets an optimiser pass
/// over the rest of a large table. Rows are listed in the order in which they were first touched.
/// </summary>
public sealed class TouchedRows
{
    private readonly bool[] _touched;
    private readonly int[] _rows;
    private int _count;

    internal TouchedRows(int rows)
    {
        _touched = new bool[rows];
        _rows = new int[rows];
    }

    /// <summary>The rows.</summary>
    public ReadOnlySpan<int> Rows => _rows.AsSpan(0, _count);

    /// <summary>Whether every row has been touched.</summary>
    public bool All => _count == _rows.Length;

    /// <summary>Whether the row has been touched.</summary>
    public bool Contains(int row) => _touched[row];

    internal void Add(ReadOnlySpan<int> rows)
    {
        foreach (int row in rows)
        {
            if (!_touched[row])
            {
                _touched[row] = true;
                _rows[_count++] = row;
            }
        }
    }

    internal void AddAll()
    {
        for (int row = 0; row < _rows.Length && !All; row++)
            Add([row]);
    }

    internal void Clear()
    {
        foreach (int row in Rows)
            _touched[row] = false;
        _count = 0;
    }
}
