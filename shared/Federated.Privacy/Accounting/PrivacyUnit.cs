namespace Federated.Privacy.Accounting;

/// <summary>Whose influence a statement bounds.</summary>
public enum PrivacyUnit
{
    /// <summary>A partner's whole contribution.</summary>
    Partner,

    /// <summary>All rows of one customer.</summary>
    Customer,

    /// <summary>One row.</summary>
    Record,
}
