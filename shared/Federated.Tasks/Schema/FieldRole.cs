namespace Federated.Tasks.Schema;

/// <summary>What a field is for. Written in lower case in a contract.</summary>
public enum FieldRole
{
    /// <summary>Input of the model (the default).</summary>
    Feature,

    /// <summary>What the model predicts. A contract has exactly one.</summary>
    Label,

    /// <summary>Names the customer. At most one; never becomes a feature, never leaves the node, only its salted hash decides the split.</summary>
    Id,
}
