using Federated.Computations.Statistics;
using Federated.Tasks.Features;
using Federated.Tasks.Schema;

namespace Federated.Tasks.Insight;

/// <summary>
/// All fields of a contract but its id as the columns of a survey: numbers, whole numbers and dates (days since 1970-01-01) as they are; categories and booleans, groups among
/// them; texts. A label is a column like any other. One of two classes is a category of its two outcomes and, under its positive outcome's name, also a number
/// that is 1 or 0, so that it has correlations.
/// </summary>
internal sealed class InsightColumns
{
    private readonly SummedColumns _summed;

    public InsightColumns(DataContract contract)
    {
        Contract = contract;
        OutcomeName = contract.LabelKind == LabelKind.TwoClasses ? $"{contract.Label!.Name}={contract.Label.Positive}" : null;
        SummedNumber[] numericLabel = contract.LabelKind switch
        {
            LabelKind.Number => [new SummedNumber(new NumericColumn(contract.Label!.Name, contract.Label.Minimum, contract.Label.Maximum), null)],
            LabelKind.TwoClasses => [new SummedNumber(new NumericColumn(OutcomeName!, 0, 1), null)],
            _ => [],
        };
        SummedCategory[] categoryLabel = contract.LabelKind switch
        {
            LabelKind.TwoClasses => [new SummedCategory(new CategoryColumn(contract.Label!.Name, Outcomes(contract.Label)), null)],
            LabelKind.Classes => [new SummedCategory(new CategoryColumn(contract.Label!.Name, contract.Label.Values), null)],
            _ => [],
        };
        _summed = new SummedColumns(
            [.. contract.Columns.Where(field => field.IsNumeric).Select(field => new SummedNumber(new NumericColumn(field.Name, field.Minimum, field.Maximum), field.Name)), .. numericLabel],
            [.. contract.Columns.Where(field => field.IsCategorical).Select(field => new SummedCategory(new CategoryColumn(field.Name, field.Values), field.Name)), .. categoryLabel],
            contract.Columns.Where(field => field.IsText).Select(field => field.Name));
    }

    /// <summary>The contract.</summary>
    public DataContract Contract { get; }

    /// <summary>The survey's columns.</summary>
    public TableColumns Columns => _summed.Columns;

    /// <summary>The numeric column that says whether a label of two classes is positive; null without one.</summary>
    public string? OutcomeName { get; }

    /// <summary>Sums over all of a node's rows: by the database that holds them, or as they stream by.</summary>
    public IColumnSums SumsOf(ITaskRows rows) => rows is ISummedRows summed ? summed.Columns(_summed, part: null) : new ColumnBatches(Columns, rows.Batches().Select(_summed.BatchOf));

    private static string[] Outcomes(ContractField label)
    {
        string[] others = [.. label.Values.Where(value => value != label.Positive)];
        return [others.Length == 1 ? others[0] : $"not {label.Positive}", label.Positive];
    }
}
