namespace Federated.Tasks.Schema;

/// <summary>What the label of a contract is, or what a task wants it to be.</summary>
public enum LabelKind
{
    /// <summary>There is no label.</summary>
    None,

    /// <summary>A boolean, or a category of which one value is the positive one: 1 or 0 in a table.</summary>
    TwoClasses,

    /// <summary>A category without a positive value: the index of the value in a table.</summary>
    Classes,

    /// <summary>A number within the field's bounds.</summary>
    Number,
}
