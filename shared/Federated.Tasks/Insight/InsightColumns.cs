using Federated.Computations.Statistics;
using Federated.Tasks.Schema;

namespace Federated.Tasks.Insight;

/// <summary>
/// All fields of a contract but its id as the columns of a survey: numbers, whole numbers and dates (days since 1970-01-01) as they are; categories and booleans, groups among
/// them; texts. A label is a column like any other. One of two classes is a category of its two outcomes and, under its positive outcome's name, also a number
/// that is 1 or 0, so that it has correlations.
/// </summary>
internal sealed class InsightColumns
{
    private readonly ContractField[] _numbers;
    private readonly ContractField[] _categories;
    private readonly ContractField[] _texts;

    public InsightColumns(DataContract contract)
    {
        Contract = contract;
        _numbers = [.. contract.Columns.Where(field => field.IsNumeric)];
        _categories = [.. contract.Columns.Where(field => field.IsCategorical)];
        _texts = [.. contract.Columns.Where(field => field.IsText)];
        OutcomeName = contract.LabelKind == LabelKind.TwoClasses ? $"{contract.Label!.Name}={contract.Label.Positive}" : null;
        NumericColumn[] numericLabel = contract.LabelKind switch
        {
            LabelKind.Number => [new NumericColumn(contract.Label!.Name, contract.Label.Minimum, contract.Label.Maximum)],
            LabelKind.TwoClasses => [new NumericColumn(OutcomeName!, 0, 1)],
            _ => [],
        };
        CategoryColumn[] categoryLabel = contract.LabelKind switch
        {
            LabelKind.TwoClasses => [new CategoryColumn(contract.Label!.Name, Outcomes(contract.Label))],
            LabelKind.Classes => [new CategoryColumn(contract.Label!.Name, contract.Label.Values)],
            _ => [],
        };
        Columns = new TableColumns(
            [.. _numbers.Select(field => new NumericColumn(field.Name, field.Minimum, field.Maximum)), .. numericLabel],
            [.. _categories.Select(field => new CategoryColumn(field.Name, field.Values)), .. categoryLabel],
            _texts.Select(field => new TextColumn(field.Name)));
    }

    /// <summary>The contract.</summary>
    public DataContract Contract { get; }

    /// <summary>The survey's columns.</summary>
    public TableColumns Columns { get; }

    /// <summary>The numeric column that says whether a label of two classes is positive; null without one.</summary>
    public string? OutcomeName { get; }

    /// <summary>A node's rows, summed as they stream by.</summary>
    public ColumnBatches SumsOf(ITaskRows rows) => new(Columns, rows.Batches().Select(BatchOf));

    private ColumnBatch BatchOf(LocalTable table)
    {
        double[] labels = Labels(table);
        bool isNumber = Contract.LabelKind is LabelKind.Number or LabelKind.TwoClasses, isCategory = Contract.LabelKind is LabelKind.Classes or LabelKind.TwoClasses;
        return new ColumnBatch(
            Columns, table.RowCount,
            [.. _numbers.Select(field => (ReadOnlyMemory<double>)table.Numbers(field.Name).ToArray()), .. isNumber ? [labels] : Array.Empty<ReadOnlyMemory<double>>()],
            [
                .. _categories.Select(field => (ReadOnlyMemory<int>)table.Categories(field.Name).ToArray()),
                .. isCategory ? [Array.ConvertAll(labels, label => double.IsNaN(label) ? CategoryColumn.Other : (int)label)] : Array.Empty<ReadOnlyMemory<int>>(),
            ],
            _texts.Select(field => (ReadOnlyMemory<string?>)table.Texts(field.Name).ToArray()));
    }

    // Rows that were read to be scored have no label: it is missing.
    private static double[] Labels(LocalTable table)
    {
        var labels = new double[table.RowCount];
        for (int row = 0; row < labels.Length; row++)
            labels[row] = table.HasLabels ? table.Labels[row] : double.NaN;
        return labels;
    }

    private static string[] Outcomes(ContractField label)
    {
        string[] others = [.. label.Values.Where(value => value != label.Positive)];
        return [others.Length == 1 ? others[0] : $"not {label.Positive}", label.Positive];
    }
}
