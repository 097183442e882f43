namespace Federated.Tasks.Schema;

/// <summary>What a field is for. Written in lower case in a contract.</summary>
public enum FieldRole
{
    /// <summary>Input of the model (the default).</summary>
    Feature,

    /// <summary>What the model predicts. At most one; the job's task says whether there must be one, and of which kind.</summary>
    Label,

    /// <summary>Tells groups of customers apart whose results are compared, for fairness or in a table by group; never becomes a feature. A category or a boolean.</summary>
    Group,

    /// <summary>
    /// Names what was bought, seen or clicked. At most one; a category whose values are the ids of the job's items, or, where the job has none, a text. It never
    /// becomes a feature of a customer.
    /// </summary>
    Item,

    /// <summary>Names the customer. At most one; never becomes a feature, never leaves the node, only its salted hash decides the split.</summary>
    Id,
}
