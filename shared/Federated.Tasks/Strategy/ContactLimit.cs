namespace Federated.Tasks.Strategy;

/// <summary>How much may be done: one of both, or neither.</summary>
/// <param name="Budget">Money to spend at most; null for no limit.</param>
/// <param name="Contacts">Customers to contact at most; null for no limit.</param>
public sealed record ContactLimit(double? Budget = null, long? Contacts = null)
{
    /// <summary>No limit: whoever returns more than a contact costs.</summary>
    public static ContactLimit None { get; } = new();
}
