namespace Federated.ClientNode.Data;

/// <summary>What a mapping says is to be done with a customer, or a row, that stands twice.</summary>
internal enum DuplicateTreatment
{
    /// <summary>Refuse the source: the default where the contract has an id.</summary>
    Error,

    /// <summary>Leave out all but the first.</summary>
    KeepFirst,

    /// <summary>Use every row: the default where the contract has no id, since different customers may be equal in all that it asks for.</summary>
    Keep,
}
