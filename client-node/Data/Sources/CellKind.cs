namespace Federated.ClientNode.Data.Sources;

/// <summary>What a source says that a cell is.</summary>
internal enum CellKind
{
    /// <summary>SQL's NULL.</summary>
    Missing,

    /// <summary>Characters: subject to trimming and to the mapping's decimal mark and words for missing values.</summary>
    Text,

    /// <summary>A whole number of 64 bits.</summary>
    WholeNumber,

    /// <summary>A double, which may be infinite or no number.</summary>
    Number,

    /// <summary>An exact decimal, kept as characters with a point.</summary>
    Decimal,

    /// <summary>True or false.</summary>
    Truth,

    /// <summary>A date, or a date and a time.</summary>
    Date,
}
