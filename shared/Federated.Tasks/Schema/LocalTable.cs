using System.Collections.Immutable;

namespace Federated.Tasks.Schema;

/// <summary>
/// What a node's rows become once they are mapped to a contract: typed columns, all <see cref="RowCount"/> long, in the order of the file.
/// Immutable. It holds no id: of the id only a salted hash is kept, for the split.
/// </summary>
public sealed class LocalTable
{
    private readonly ImmutableDictionary<string, ImmutableArray<double>> _numbers;
    private readonly ImmutableDictionary<string, ImmutableArray<int>> _categories;
    private readonly ImmutableArray<float> _labels;
    private readonly ImmutableArray<ulong> _splitKeys;

    internal LocalTable(
        DataContract contract,
        ImmutableDictionary<string, ImmutableArray<double>> numbers,
        ImmutableDictionary<string, ImmutableArray<int>> categories,
        ImmutableArray<float> labels,
        ImmutableArray<ulong> splitKeys)
    {
        Contract = contract;
        _numbers = numbers;
        _categories = categories;
        _labels = labels;
        _splitKeys = splitKeys;
        foreach (float label in labels)
            PositiveCount += label > 0 ? 1 : 0;
    }

    /// <summary>The contract that the columns obey.</summary>
    public DataContract Contract { get; }

    /// <summary>Rows.</summary>
    public int RowCount => _splitKeys.Length;

    /// <summary>Whether every row has a label; a table that was read for scoring has none.</summary>
    public bool HasLabels => _labels.Length == RowCount && RowCount > 0;

    /// <summary>Rows whose label is the positive value; 0 without labels.</summary>
    public int PositiveCount { get; }

    /// <summary>Rows whose label is another value; 0 without labels.</summary>
    public int NegativeCount => _labels.Length - PositiveCount;

    /// <summary>1 for the positive value, 0 for any other; empty without labels.</summary>
    public ReadOnlySpan<float> Labels => _labels.AsSpan();

    /// <summary>For each row the salted hash that decides its side of the split; see <see cref="TrainTestSplit"/>.</summary>
    public ReadOnlySpan<ulong> SplitKeys => _splitKeys.AsSpan();

    /// <summary>The column of a number or integer feature: finite and within the field's bounds, or NaN where missing.</summary>
    /// <exception cref="ArgumentException">The contract has no such numeric feature.</exception>
    public ReadOnlySpan<double> Numbers(string field) =>
        _numbers.TryGetValue(field, out ImmutableArray<double> column) ? column.AsSpan() : throw NoSuchColumn(field, "numeric");

    /// <summary>The column of a category or boolean feature: an index into the field's values, or −1 where missing or undeclared.</summary>
    /// <exception cref="ArgumentException">The contract has no such categorical feature.</exception>
    public ReadOnlySpan<int> Categories(string field) =>
        _categories.TryGetValue(field, out ImmutableArray<int> column) ? column.AsSpan() : throw NoSuchColumn(field, "categorical");

    /// <summary>A table of the given rows, in the given order; a row may be named more than once.</summary>
    /// <exception cref="IndexOutOfRangeException">A row number is not in [0, <see cref="RowCount"/>).</exception>
    public LocalTable Select(ReadOnlySpan<int> rows)
    {
        int[] chosen = rows.ToArray();
        return new LocalTable(
            Contract,
            _numbers.ToImmutableDictionary(column => column.Key, column => Pick(column.Value, chosen), StringComparer.Ordinal),
            _categories.ToImmutableDictionary(column => column.Key, column => Pick(column.Value, chosen), StringComparer.Ordinal),
            _labels.IsEmpty ? [] : Pick(_labels, chosen),
            Pick(_splitKeys, chosen));
    }

    private static ImmutableArray<T> Pick<T>(ImmutableArray<T> column, int[] rows)
    {
        ImmutableArray<T>.Builder picked = ImmutableArray.CreateBuilder<T>(rows.Length);
        foreach (int row in rows)
            picked.Add(column[row]);
        return picked.MoveToImmutable();
    }

    private ArgumentException NoSuchColumn(string field, string kind) => new($"The contract {Contract.Name} has no {kind} feature '{field}'.", nameof(field));
}
