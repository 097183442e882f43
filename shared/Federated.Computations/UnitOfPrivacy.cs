namespace Federated.Computations;

/// <summary>Whose influence on a contribution the clipping norm bounds.</summary>
public enum UnitOfPrivacy
{
    /// <summary>A partner's whole contribution.</summary>
    Partner,

    /// <summary>All rows of one customer.</summary>
    Customer,

    /// <summary>One row.</summary>
    Record,
}
