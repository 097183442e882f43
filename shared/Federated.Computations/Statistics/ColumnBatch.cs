using System.Collections.Immutable;

namespace Federated.Computations.Statistics;

/// <summary>Some of a node's rows, or all, column by column, in the order of <see cref="TableColumns"/>. Not copied: the arrays must not change.</summary>
public sealed class ColumnBatch : IColumnSums
{
    /// <summary>Most rows of one node: 2²⁴ − 1.</summary>
    public const int MaximumRows = (1 << 24) - 1;

    /// <summary>Checks counts, lengths and category indices.</summary>
    /// <param name="columns">What the columns are.</param>
    /// <param name="rows">Number of rows, 0 to <see cref="MaximumRows"/>.</param>
    /// <param name="numeric">A value a row for each numeric column; NaN (or an infinity) is missing.</param>
    /// <param name="categories">An index a row for each category column; <see cref="CategoryColumn.Other"/> is missing or undeclared.</param>
    /// <param name="texts">A text a row for each text column; null is missing.</param>
    /// <exception cref="ArgumentException">Something does not fit; the message names the column.</exception>
    public ColumnBatch(
        TableColumns columns,
        int rows,
        IEnumerable<ReadOnlyMemory<double>> numeric,
        IEnumerable<ReadOnlyMemory<int>> categories,
        IEnumerable<ReadOnlyMemory<string?>>? texts = null)
    {
        ArgumentNullException.ThrowIfNull(columns);
        if (rows is < 0 or > MaximumRows)
            throw new ArgumentException($"The table has {rows} rows; a node takes 0 to {MaximumRows}.", nameof(rows));
        Columns = columns;
        Rows = rows;
        Numeric = [.. numeric];
        Categories = [.. categories];
        Texts = [.. texts ?? []];
        if (Numeric.Length != columns.Numeric.Length || Categories.Length != columns.Categories.Length || Texts.Length != columns.Texts.Length)
        {
            throw new ArgumentException(
                $"{Numeric.Length} numeric, {Categories.Length} category and {Texts.Length} text columns were given; "
                + $"{columns.Numeric.Length}, {columns.Categories.Length} and {columns.Texts.Length} are declared.",
                nameof(numeric));
        }

        for (int index = 0; index < Numeric.Length; index++)
            RequireRows(columns.Numeric[index].Name, Numeric[index].Length);
        for (int index = 0; index < Categories.Length; index++)
            RequireCells(columns.Categories[index], Categories[index].Span);
        for (int index = 0; index < Texts.Length; index++)
            RequireRows(columns.Texts[index].Name, Texts[index].Length);
    }

    /// <summary>What the columns are.</summary>
    public TableColumns Columns { get; }

    /// <summary>Number of rows.</summary>
    public int Rows { get; }

    /// <summary>Values of each numeric column; NaN is missing.</summary>
    public ImmutableArray<ReadOnlyMemory<double>> Numeric { get; }

    /// <summary>Indices of each category column; −1 is missing or undeclared.</summary>
    public ImmutableArray<ReadOnlyMemory<int>> Categories { get; }

    /// <summary>Texts of each text column; null is missing.</summary>
    public ImmutableArray<ReadOnlyMemory<string?>> Texts { get; }

    /// <inheritdoc/>
    public void Add(IReadOnlyList<ColumnSum> sums, Span<double> into)
    {
        ArgumentNullException.ThrowIfNull(sums);
        int start = 0;
        foreach (ColumnSum sum in sums)
        {
            sum.Add(this, into.Slice(start, sum.Length));
            start += sum.Length;
        }
    }

    private void RequireRows(string name, int length)
    {
        if (length != Rows)
            throw new ArgumentException($"Column '{name}' has {length} values; the table has {Rows} rows.");
    }

    private void RequireCells(CategoryColumn column, ReadOnlySpan<int> cells)
    {
        RequireRows(column.Name, cells.Length);
        int fault = cells.IndexOfAnyExceptInRange(CategoryColumn.Other, column.Values.Length - 1);
        if (fault >= 0)
            throw new ArgumentException($"Column '{column.Name}', row {fault} holds index {cells[fault]}; {column.Values.Length} values are declared.");
    }
}
