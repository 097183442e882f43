namespace Federated.Learning.Trees;

/// <summary>A batch of rows to grow trees on, with the key of each row's customer. Not copied: the arrays must not change while the batch is in use.</summary>
public sealed class TreeRows
{
    /// <summary>Checks the keys.</summary>
    /// <param name="table">Features and labels; its weights are used when the target has weights (<see cref="TreeTarget.LargestWeight"/>).</param>
    /// <param name="keys">
    /// One a row, 0 to 2³¹ − 2, well spread or simply numbered: decides which trees see the row and whether it is held back. Rows of one customer share a
    /// key. Empty (default) when no option draws rows.
    /// </param>
    /// <exception cref="ArgumentException">Another number of keys than rows, or a key out of range.</exception>
    public TreeRows(TrainingTable table, ReadOnlyMemory<int> keys = default)
    {
        ArgumentNullException.ThrowIfNull(table);
        if (keys.Length != 0 && keys.Length != table.Rows)
            throw new ArgumentException($"{keys.Length} keys were given for {table.Rows} rows; give one a row or none.", nameof(keys));
        int fault = keys.Span.IndexOfAnyExceptInRange(0, RowHash.Modulus - 1);
        if (fault >= 0)
            throw new ArgumentException($"Row {fault} has key {keys.Span[fault]}; a key is 0 to {RowHash.Modulus - 1}.", nameof(keys));
        (Table, Keys) = (table, keys);
    }

    /// <summary>Features and labels.</summary>
    public TrainingTable Table { get; }

    /// <summary>One a row, or empty.</summary>
    public ReadOnlyMemory<int> Keys { get; }
}
