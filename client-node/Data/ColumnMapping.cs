using Federated.ClientNode.Data.Sources;

namespace Federated.ClientNode.Data;

/// <summary>How one field of a contract is found in the file.</summary>
internal sealed record ColumnMapping
{
    /// <summary>A field that the mapping does not mention.</summary>
    public static readonly ColumnMapping Standard = new();

    /// <summary><c>column:</c> name in the header, 1 to 200 characters; null for the field's own name.</summary>
    public string? Column { get; init; }

    /// <summary><c>date_format:</c> how this date is written; null for the mapping's own.</summary>
    public DateFormat? DateFormat { get; init; }

    /// <summary><c>part: hour | weekday</c>: the column holds dates, with a time of day where the hour is asked for, and the field is this part of them; null for the cell itself.</summary>
    public MomentPart? Part { get; init; }

    /// <summary><c>codes:</c> a CSV file of two columns, the partner's own code and the contract's value; null when cells hold the contract's values themselves.</summary>
    public IReadOnlyDictionary<string, string>? Codes { get; init; }

    /// <summary><c>invalid: error | empty | drop_row</c>: a cell of the wrong type, not finite, undeclared, or empty though required. Default error.</summary>
    public CellTreatment Invalid { get; init; } = CellTreatment.Error;

    /// <summary><c>out_of_range: error | clamp | empty | drop_row</c>: a number outside the contract's bounds. Default error.</summary>
    public CellTreatment OutOfRange { get; init; } = CellTreatment.Error;
}
