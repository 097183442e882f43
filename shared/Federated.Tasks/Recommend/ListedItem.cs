namespace Federated.Tasks.Recommend;

/// <summary>One item of a list.</summary>
/// <param name="Item">Its place in the catalogue.</param>
/// <param name="Score">The model's score; only scores of one customer compare.</param>
/// <param name="Because">The customer's own items that raise the score most, the strongest first; empty for lists of the most popular.</param>
public sealed record ListedItem(int Item, double Score, IReadOnlyList<ItemReason> Because);
