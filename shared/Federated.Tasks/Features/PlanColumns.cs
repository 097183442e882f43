using Federated.Computations.Statistics;
using Federated.Tasks.Jobs;
using Federated.Tasks.Schema;

namespace Federated.Tasks.Features;

/// <summary>What the features of a job need to know of all rows: the statistics' columns, in the contract's order, and a node's rows in their form.</summary>
public sealed class PlanColumns
{
    private static readonly string[] LabelValues = ["negative", "positive"];
    private readonly ContractField[] _numbers;
    private readonly ContractField[] _categories;

    /// <summary>Takes a job's contract and <c>features:</c>.</summary>
    public PlanColumns(DataContract contract, IReadOnlyList<FeatureSpec> specs)
    {
        ArgumentNullException.ThrowIfNull(contract);
        ArgumentNullException.ThrowIfNull(specs);
        Contract = contract;
        Specs = specs;
        _numbers = [.. contract.Features.Where(field => field.IsNumeric)];
        _categories = [.. contract.Features.Where(field => field.IsCategorical)];
        var label = contract.LabelKind switch
        {
            LabelKind.TwoClasses => [new CategoryColumn(contract.Label!.Name, LabelValues)],
            LabelKind.Classes => [new CategoryColumn(contract.Label!.Name, contract.Label.Values)],
            _ => Array.Empty<CategoryColumn>(),
        };
        NumericColumn[] numericLabel = contract.LabelKind == LabelKind.Number ? [new NumericColumn(contract.Label!.Name, contract.Label.Minimum, contract.Label.Maximum)] : [];
        Columns = new TableColumns(
            [.. _numbers.Select(field => NumberPreparation.ColumnOf(field, SpecOf(field))), .. numericLabel],
            [.. _categories.Select(field => new CategoryColumn(field.Name, field.Values)), .. label]);
    }

    /// <summary>The contract.</summary>
    public DataContract Contract { get; }

    /// <summary>The job's <c>features:</c>.</summary>
    public IReadOnlyList<FeatureSpec> Specs { get; }

    /// <summary>Features, then the label: a category of two values named negative and positive, of the label's classes, or a number.</summary>
    public TableColumns Columns { get; }

    /// <summary>A labelled table's rows as the statistics want them.</summary>
    public ColumnBatch BatchOf(LocalTable table)
    {
        ArgumentNullException.ThrowIfNull(table);
        ReadOnlyMemory<int>[] classes = Contract.LabelKind is LabelKind.TwoClasses or LabelKind.Classes ? [Classes(table)] : [];
        ReadOnlyMemory<double>[] values = Contract.LabelKind == LabelKind.Number ? [Values(table)] : [];
        return new ColumnBatch(
            Columns, table.RowCount,
            [.. _numbers.Select(field => NumberPreparation.CellsOf(table, field, SpecOf(field))), .. values],
            [.. _categories.Select(field => (ReadOnlyMemory<int>)table.Categories(field.Name).ToArray()), .. classes]);
    }

    /// <summary>How a field becomes inputs: what the job writes, or the standard.</summary>
    public FeatureSpec SpecOf(ContractField field)
    {
        ArgumentNullException.ThrowIfNull(field);
        return Specs.FirstOrDefault(spec => spec.Field == field.Name) ?? new FeatureSpec { Field = field.Name };
    }

    private static int[] Classes(LocalTable table)
    {
        var classes = new int[table.RowCount];
        for (int row = 0; row < classes.Length; row++)
            classes[row] = (int)table.Labels[row];
        return classes;
    }

    private static double[] Values(LocalTable table)
    {
        var values = new double[table.RowCount];
        for (int row = 0; row < values.Length; row++)
            values[row] = table.Labels[row];
        return values;
    }
}
