namespace Federated.Tasks.Recommend;

/// <summary>A customer's own item that speaks for a recommended one.</summary>
/// <param name="Item">Its place in the catalogue.</param>
/// <param name="Share">Its part of all that the customer's items add to the score, above 0 to 1.</param>
public sealed record ItemReason(int Item, double Share);
