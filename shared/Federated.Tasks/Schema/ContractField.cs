namespace Federated.Tasks.Schema;

/// <summary>One field of a <see cref="DataContract"/>. Its invariants are checked by the contract.</summary>
public sealed class ContractField
{
    internal static readonly IReadOnlyList<string> BooleanValues = ["false", "true"];

    /// <summary>1 to 64 characters: letters, digits, '_', '.' and '-', not beginning with '.' or '-'. Unique in the contract, case ignored.</summary>
    public required string Name { get; init; }

    /// <summary>What its cells hold.</summary>
    public required FieldType Type { get; init; }

    /// <summary>Feature unless said otherwise.</summary>
    public FieldRole Role { get; init; } = FieldRole.Feature;

    /// <summary>Whether an empty cell is a fault. Default false for features and groups; always true for label, item and id.</summary>
    public bool Required { get; init; }

    /// <summary>Least accepted number, inclusive (for a date: day since 1970-01-01). Finite and below <see cref="Maximum"/> for number, integer and date; 0 otherwise.</summary>
    public double Minimum { get; init; }

    /// <summary>Greatest accepted number, inclusive. With <see cref="Minimum"/> it bounds what one row adds to a statistic.</summary>
    public double Maximum { get; init; }

    /// <summary>Declared values in order: 1 to 1,000 for a category (for an item the ids of the job's items), "false" and "true" for a boolean, none otherwise. An index into this list is what a <see cref="LocalTable"/> holds.</summary>
    public IReadOnlyList<string> Values { get; init; } = [];

    /// <summary>For a label of two classes: the value that counts as 1. Empty for other fields, and for a label of several classes.</summary>
    public string Positive { get; init; } = "";

    /// <summary>Number, integer or date: a column of doubles.</summary>
    public bool IsNumeric => Type is FieldType.Number or FieldType.WholeNumber or FieldType.Date;

    /// <summary>Text that is not the id: a column of strings.</summary>
    public bool IsText => Type == FieldType.Text && Role != FieldRole.Id;

    /// <summary>Category or boolean: a column of indices into <see cref="Values"/>.</summary>
    public bool IsCategorical => Type is FieldType.Category or FieldType.Boolean;
}
