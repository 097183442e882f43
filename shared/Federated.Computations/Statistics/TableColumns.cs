using System.Collections.Immutable;

namespace Federated.Computations.Statistics;

/// <summary>The columns of the table that all nodes agree on; a two-class label is a category column like any other.</summary>
public sealed class TableColumns
{
    /// <summary>Checks that the names are unique.</summary>
    /// <exception cref="ArgumentException">No column, or a name that repeats.</exception>
    public TableColumns(IEnumerable<NumericColumn> numeric, IEnumerable<CategoryColumn> categories, IEnumerable<TextColumn>? texts = null)
    {
        ArgumentNullException.ThrowIfNull(numeric);
        ArgumentNullException.ThrowIfNull(categories);
        Numeric = [.. numeric];
        Categories = [.. categories];
        Texts = [.. texts ?? []];
        string[] names = [.. Numeric.Select(column => column.Name), .. Categories.Select(column => column.Name), .. Texts.Select(column => column.Name)];
        if (names.Length == 0)
            throw new ArgumentException("The table declares no columns.", nameof(numeric));
        if (names.Distinct(StringComparer.Ordinal).Count() != names.Length)
            throw new ArgumentException("The table declares two columns of one name.", nameof(numeric));
    }

    /// <summary>Numeric columns, in the order of a batch.</summary>
    public ImmutableArray<NumericColumn> Numeric { get; }

    /// <summary>Category columns (the label among them), in the order of a batch.</summary>
    public ImmutableArray<CategoryColumn> Categories { get; }

    /// <summary>Columns of undeclared texts, in the order of a batch.</summary>
    public ImmutableArray<TextColumn> Texts { get; }

    /// <summary>Whether another table declares the same columns, ranges and values in the same order.</summary>
    public bool Matches(TableColumns other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return Numeric.SequenceEqual(other.Numeric) && Categories.SequenceEqual(other.Categories) && Texts.SequenceEqual(other.Texts);
    }
}
