namespace Federated.Tasks.Items;

/// <summary>One property of all items.</summary>
/// <param name="Name">As the heading of its column: 1 to 64 characters.</param>
/// <param name="Values">One for each item; empty where it is not known.</param>
public sealed record ItemTrait(string Name, IReadOnlyList<string> Values);
