using System.Collections.Immutable;

namespace Federated.Tasks.Schema;

/// <summary>
/// What a node's rows become once they are mapped to a contract: typed columns, all <see cref="RowCount"/> long, in the order of the source.
/// Immutable. It holds no id: of the id only a salted hash is kept, for the split.
/// </summary>
public sealed class LocalTable : ITaskRows
{
    private readonly ImmutableDictionary<string, ImmutableArray<double>> _numbers;
    private readonly ImmutableDictionary<string, ImmutableArray<int>> _categories;
    private readonly ImmutableDictionary<string, ImmutableArray<string?>> _texts;
    private readonly ImmutableArray<float> _labels;
    private readonly ImmutableArray<ulong> _splitKeys;

    internal LocalTable(
        DataContract contract,
        ImmutableDictionary<string, ImmutableArray<double>> numbers,
        ImmutableDictionary<string, ImmutableArray<int>> categories,
        ImmutableDictionary<string, ImmutableArray<string?>> texts,
        ImmutableArray<float> labels,
        ImmutableArray<ulong> splitKeys)
    {
        Contract = contract;
        _numbers = numbers;
        _categories = categories;
        _texts = texts;
        _labels = labels;
        _splitKeys = splitKeys;
        foreach (float label in labels)
            PositiveCount += label > 0 ? 1 : 0;
    }

    /// <inheritdoc/>
    public DataContract Contract { get; }

    /// <summary>Rows.</summary>
    public int RowCount => _splitKeys.Length;

    /// <summary>Whether every row has a label; a table that was read for scoring has none, nor has one whose contract declares none.</summary>
    public bool HasLabels => _labels.Length == RowCount && RowCount > 0;

    /// <summary>Rows whose label is above 0: for two classes, those of the positive value. 0 without labels.</summary>
    public int PositiveCount { get; }

    /// <summary>Rows whose label is 0 or below: for two classes, those of another value. 0 without labels.</summary>
    public int NegativeCount => _labels.Length - PositiveCount;

    /// <summary>By <see cref="DataContract.LabelKind"/>: 1 for the positive value and 0 for any other; the index of the value; or the number. Empty without labels.</summary>
    public ReadOnlySpan<float> Labels => _labels.AsSpan();

    /// <summary>For each row the salted hash that decides its side of the split; see <see cref="TrainTestSplit"/>.</summary>
    public ReadOnlySpan<ulong> SplitKeys => _splitKeys.AsSpan();

    /// <summary>The column of a number, integer or date feature: finite and within the field's bounds, or NaN where missing.</summary>
    /// <exception cref="ArgumentException">The contract has no such numeric feature.</exception>
    public ReadOnlySpan<double> Numbers(string field) =>
        _numbers.TryGetValue(field, out ImmutableArray<double> column) ? column.AsSpan() : throw NoSuchColumn(field, "numeric");

    /// <summary>The column of a category or boolean, feature or group: an index into the field's values, or −1 where missing or undeclared.</summary>
    /// <exception cref="ArgumentException">The contract has no such categorical feature.</exception>
    public ReadOnlySpan<int> Categories(string field) =>
        _categories.TryGetValue(field, out ImmutableArray<int> column) ? column.AsSpan() : throw NoSuchColumn(field, "categorical");

    /// <summary>The column of a text feature: trimmed, or null where missing.</summary>
    /// <exception cref="ArgumentException">The contract has no such text feature.</exception>
    public ReadOnlySpan<string?> Texts(string field) =>
        _texts.TryGetValue(field, out ImmutableArray<string?> column) ? column.AsSpan() : throw NoSuchColumn(field, "text");

    /// <summary>A table of the given rows, in the given order; a row may be named more than once.</summary>
    /// <exception cref="IndexOutOfRangeException">A row number is not in [0, <see cref="RowCount"/>).</exception>
    public LocalTable Select(ReadOnlySpan<int> rows)
    {
        int[] chosen = rows.ToArray();
        return new LocalTable(
            Contract, Pick(_numbers, chosen), Pick(_categories, chosen), Pick(_texts, chosen), _labels.IsEmpty ? [] : Pick(_labels, chosen), Pick(_splitKeys, chosen));
    }

    /// <summary>The tables below one another.</summary>
    /// <param name="tables">Of one contract, all with labels or all without.</param>
    /// <exception cref="ArgumentException">No table, or more rows than an array holds.</exception>
    public static LocalTable Concatenate(IReadOnlyList<LocalTable> tables)
    {
        ArgumentNullException.ThrowIfNull(tables);
        if (tables.Count == 0)
            throw new ArgumentException("There is no table to concatenate.", nameof(tables));
        if (tables.Sum(table => (long)table.RowCount) > Array.MaxLength)
            throw new ArgumentException("The tables have more rows together than one table can hold.", nameof(tables));
        LocalTable first = tables[0];
        if (tables.Count == 1)
            return first;
        return new LocalTable(
            first.Contract,
            Join(first._numbers.Keys, tables, (table, name) => table._numbers[name]),
            Join(first._categories.Keys, tables, (table, name) => table._categories[name]),
            Join(first._texts.Keys, tables, (table, name) => table._texts[name]),
            Join(tables, table => table._labels),
            Join(tables, table => table._splitKeys));
    }

    /// <summary>This table is its only batch.</summary>
    public IEnumerable<LocalTable> Batches() => [this];

    private static ImmutableDictionary<string, ImmutableArray<T>> Join<T>(
        IEnumerable<string> names, IReadOnlyList<LocalTable> tables, Func<LocalTable, string, ImmutableArray<T>> column) =>
        names.ToImmutableDictionary(name => name, name => Join(tables, table => column(table, name)), StringComparer.Ordinal);

    private static ImmutableArray<T> Join<T>(IReadOnlyList<LocalTable> tables, Func<LocalTable, ImmutableArray<T>> column)
    {
        var joined = ImmutableArray.CreateBuilder<T>(tables.Sum(table => column(table).Length));
        foreach (LocalTable table in tables)
            joined.AddRange(column(table));
        return joined.MoveToImmutable();
    }

    private static ImmutableDictionary<string, ImmutableArray<T>> Pick<T>(ImmutableDictionary<string, ImmutableArray<T>> columns, int[] rows) =>
        columns.ToImmutableDictionary(column => column.Key, column => Pick(column.Value, rows), StringComparer.Ordinal);

    private static ImmutableArray<T> Pick<T>(ImmutableArray<T> column, int[] rows)
    {
        ImmutableArray<T>.Builder picked = ImmutableArray.CreateBuilder<T>(rows.Length);
        foreach (int row in rows)
            picked.Add(column[row]);
        return picked.MoveToImmutable();
    }

    private ArgumentException NoSuchColumn(string field, string kind) => new($"The contract {Contract.Name} has no {kind} feature '{field}'.", nameof(field));
}
