namespace Federated.Tasks.Strategy;

/// <summary>How far a customer's expected return can be relied on.</summary>
public enum ContactConfidence
{
    /// <summary>No effect was measured, or at the lower end of its interval the contact costs more than it returns.</summary>
    Low,

    /// <summary>A measured effect pays for the contact even at the lower end of its interval, but an average stands in for something of this customer's own.</summary>
    Medium,

    /// <summary>As medium, and every part is this customer's own.</summary>
    High,
}
