using Federated.Computations.Statistics;
using Federated.Tasks.Schema;

namespace Federated.Tasks.Features;

/// <summary>
/// Turns a table into a model's inputs, by joint statistics alone: numbers are standardised (missing becomes the mean, with a column that says so when
/// any partner lacks some), categories become one column for each value that reached the count floor, and one for the rest.
/// A row's encoding depends on nothing but the row, the contract and the statistics, so every node encodes alike.
/// </summary>
public sealed class FeatureEncoder
{
    // A value further out than this says more about a faulty row than about a customer.
    private const double LargestScore = 10;

    private readonly List<FeatureColumn> _columns = [];

    public FeatureEncoder(DataContract contract, TableStatistics statistics)
    {
        ArgumentNullException.ThrowIfNull(contract);
        ArgumentNullException.ThrowIfNull(statistics);
        foreach (var field in contract.Features)
        {
            if (field.IsNumeric)
                AddNumeric(field, statistics.NumericColumn(field.Name));
            else
                AddCategories(field, statistics.CategoryColumn(field.Name));
        }
    }

    /// <summary>Name of each input, for example <c>plan=gold</c>; the order of <see cref="Encode"/>.</summary>
    public IReadOnlyList<string> Names => [.. _columns.Select(column => column.Name)];

    /// <summary>The statistics' columns that a contract needs: its features, then the label.</summary>
    public static TableColumns ColumnsOf(DataContract contract)
    {
        ArgumentNullException.ThrowIfNull(contract);
        return new TableColumns(
            contract.Features.Where(field => field.IsNumeric).Select(field => new NumericColumn(field.Name, field.Minimum, field.Maximum)),
            contract.Features.Where(field => field.IsCategorical).Select(field => new CategoryColumn(field.Name, field.Values))
                .Append(new CategoryColumn(contract.Label.Name, LabelValues)));
    }

    /// <summary>A table's rows as the statistics want them.</summary>
    public static ColumnBatch BatchOf(LocalTable table)
    {
        ArgumentNullException.ThrowIfNull(table);
        var labels = new int[table.RowCount];
        for (var row = 0; row < labels.Length; row++)
            labels[row] = table.Labels[row] > 0.5f ? 1 : 0;
        var features = table.Contract.Features;
        return new ColumnBatch(
            ColumnsOf(table.Contract), table.RowCount,
            features.Where(field => field.IsNumeric).Select(field => (ReadOnlyMemory<double>)table.Numbers(field.Name).ToArray()),
            features.Where(field => field.IsCategorical).Select(field => (ReadOnlyMemory<int>)table.Categories(field.Name).ToArray()).Append(labels));
    }

    /// <summary>Rows × <see cref="Names"/>, row-major, finite.</summary>
    public float[] Encode(LocalTable table)
    {
        ArgumentNullException.ThrowIfNull(table);
        var width = _columns.Count;
        var encoded = new float[(long)table.RowCount * width];
        for (var column = 0; column < width; column++)
            _columns[column].Write(table, encoded.AsSpan(), column, width);
        return encoded;
    }

    private static readonly string[] LabelValues = ["negative", "positive"];

    private void AddNumeric(ContractField field, NumericStatistics statistics)
    {
        if (statistics.Count > 0 && statistics.StandardDeviation > 0)
        {
            _columns.Add(FeatureColumn.Number(field.Name, field.Name, value => double.IsNaN(value)
                ? 0
                : (float)Math.Clamp((value - statistics.Mean) / statistics.StandardDeviation, -LargestScore, LargestScore)));
        }

        if (statistics.MissingShare is > 0 and < 1)
            _columns.Add(FeatureColumn.Number(field.Name, $"{field.Name}:missing", value => double.IsNaN(value) ? 1 : 0));
    }

    private void AddCategories(ContractField field, CategoryStatistics statistics)
    {
        var kept = Enumerable.Range(0, field.Values.Count).Where(index => statistics.Counts[index] is > 0).ToHashSet();
        foreach (var index in kept.Order())
            _columns.Add(FeatureColumn.Category(field.Name, $"{field.Name}={field.Values[index]}", value => value == index));
        if (statistics.Other > 0)
            _columns.Add(FeatureColumn.Category(field.Name, $"{field.Name}=other", value => !kept.Contains(value)));
    }
}
