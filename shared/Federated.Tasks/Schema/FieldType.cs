namespace Federated.Tasks.Schema;

/// <summary>What the cells of a field hold. Written in lower case in a contract.</summary>
public enum FieldType
{
    /// <summary>A finite number within the field's bounds.</summary>
    Number,

    /// <summary>A whole number within the field's bounds, exact up to 2^53; the word in a contract is <c>integer</c>.</summary>
    WholeNumber,

    /// <summary>One of the field's declared values.</summary>
    Category,

    /// <summary>true, yes, y, t, 1 or false, no, n, f, 0 in any case.</summary>
    Boolean,

    /// <summary>Free text: the id, which is hashed and never becomes a feature, or words that a task for texts learns from.</summary>
    Text,

    /// <summary>A day of the Gregorian calendar within the field's bounds, held as the number of days since 1970-01-01.</summary>
    Date,
}
