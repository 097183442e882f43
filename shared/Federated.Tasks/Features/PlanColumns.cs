using Federated.Computations.Statistics;
using Federated.Tasks.Jobs;
using Federated.Tasks.Schema;

namespace Federated.Tasks.Features;

/// <summary>What the features of a job need to know of all rows: the statistics' columns, in the contract's order, and a node's rows in their form.</summary>
public sealed class PlanColumns
{
    private static readonly string[] LabelValues = ["negative", "positive"];

    /// <summary>Takes a job's contract and <c>features:</c>.</summary>
    public PlanColumns(DataContract contract, IReadOnlyList<FeatureSpec> specs)
    {
        ArgumentNullException.ThrowIfNull(contract);
        ArgumentNullException.ThrowIfNull(specs);
        Contract = contract;
        Specs = specs;
        SummedNumber[] numericLabel = contract.LabelKind == LabelKind.Number ? [new SummedNumber(new NumericColumn(contract.Label!.Name, contract.Label.Minimum, contract.Label.Maximum), null)] : [];
        SummedCategory[] label = contract.LabelKind switch
        {
            LabelKind.TwoClasses => [new SummedCategory(new CategoryColumn(contract.Label!.Name, LabelValues), null)],
            LabelKind.Classes => [new SummedCategory(new CategoryColumn(contract.Label!.Name, contract.Label.Values), null)],
            _ => [],
        };
        Summed = new SummedColumns(
            [.. contract.Features.Where(field => field.IsNumeric).Select(field => NumberPreparation.ColumnOf(field, SpecOf(field))), .. numericLabel],
            [.. contract.Features.Where(field => field.IsCategorical).Select(field => new SummedCategory(new CategoryColumn(field.Name, field.Values), field.Name)), .. label]);
    }

    /// <summary>The contract.</summary>
    public DataContract Contract { get; }

    /// <summary>The job's <c>features:</c>.</summary>
    public IReadOnlyList<FeatureSpec> Specs { get; }

    /// <summary>Features, then the label: a category of two values named negative and positive, of the label's classes, or a number.</summary>
    public SummedColumns Summed { get; }

    /// <summary>The same as the statistics know them.</summary>
    public TableColumns Columns => Summed.Columns;

    /// <summary>How a field becomes inputs: what the job writes, or the standard.</summary>
    public FeatureSpec SpecOf(ContractField field)
    {
        ArgumentNullException.ThrowIfNull(field);
        return Specs.FirstOrDefault(spec => spec.Field == field.Name) ?? new FeatureSpec { Field = field.Name };
    }
}
