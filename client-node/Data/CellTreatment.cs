namespace Federated.ClientNode.Data;

/// <summary>What a mapping says is to be done with a cell that breaks the contract.</summary>
internal enum CellTreatment
{
    /// <summary>Refuse the file (the default).</summary>
    Error,

    /// <summary>Take the cell as missing. For a field that is required this is the same as <see cref="Error"/>.</summary>
    Empty,

    /// <summary>Leave the row out.</summary>
    DropRow,

    /// <summary>Take the nearest bound; only for numbers out of range.</summary>
    Clamp,
}
