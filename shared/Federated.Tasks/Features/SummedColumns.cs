using System.Collections.Immutable;
using Federated.Computations.Statistics;
using Federated.Tasks.Schema;

namespace Federated.Tasks.Features;

/// <summary>
/// The columns of statistics as what stands in each of a row's cells: data, so that they can be read off rows here (<see cref="BatchOf"/>) or written as expressions in a
/// database's language (<see cref="ISummedRows.Columns"/>).
/// </summary>
public sealed class SummedColumns
{
    /// <summary>Takes the columns.</summary>
    /// <param name="numbers">Numeric columns.</param>
    /// <param name="categories">Category columns.</param>
    /// <param name="texts">Fields of texts, each a column of its own name.</param>
    /// <exception cref="ArgumentException">Two columns of a kind have one name.</exception>
    public SummedColumns(IEnumerable<SummedNumber> numbers, IEnumerable<SummedCategory> categories, IEnumerable<string>? texts = null)
    {
        Numbers = [.. numbers];
        Categories = [.. categories];
        Texts = [.. texts ?? []];
        Columns = new TableColumns(Numbers.Select(number => number.Column), Categories.Select(category => category.Column), Texts.Select(field => new TextColumn(field)));
    }

    /// <summary>Numeric columns.</summary>
    public ImmutableArray<SummedNumber> Numbers { get; }

    /// <summary>Category columns.</summary>
    public ImmutableArray<SummedCategory> Categories { get; }

    /// <summary>Fields of texts.</summary>
    public ImmutableArray<string> Texts { get; }

    /// <summary>The columns as the statistics know them.</summary>
    public TableColumns Columns { get; }

    /// <summary>A table's rows as the statistics want them. Rows that were read to be scored have no label: it is missing.</summary>
    public ColumnBatch BatchOf(LocalTable table)
    {
        ArgumentNullException.ThrowIfNull(table);
        double[] labels = [];
        if (Numbers.Any(number => number.Field is null) || Categories.Any(category => category.Field is null))
            labels = table.HasLabels ? Array.ConvertAll(table.Labels.ToArray(), label => (double)label) : [.. Enumerable.Repeat(double.NaN, table.RowCount)];
        return new ColumnBatch(
            Columns, table.RowCount,
            Numbers.Select(number => (ReadOnlyMemory<double>)(number.Field is { } field ? NumberPreparation.CellsOf(table, field, number.Origin) : labels)),
            Categories.Select(category => category.Field is { } field
                ? (ReadOnlyMemory<int>)table.Categories(field).ToArray()
                : Array.ConvertAll(labels, label => double.IsNaN(label) ? CategoryColumn.Other : (int)label)),
            Texts.Select(field => (ReadOnlyMemory<string?>)table.Texts(field).ToArray()));
    }
}
