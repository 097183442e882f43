namespace Federated.ClientNode.Profiles;

/// <summary>What a column of a profile is; columns stand in this order.</summary>
internal enum ProfileColumnKind
{
    /// <summary>What the customer is: a field of a contract.</summary>
    Trait,

    /// <summary>What the customer did: made of transactions.</summary>
    Behaviour,

    /// <summary>What a model says.</summary>
    Result,

    /// <summary>Why it says so.</summary>
    Reason,

    /// <summary>Which model said it.</summary>
    Model,
}
