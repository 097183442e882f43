namespace Federated.Tasks.Recommend;

/// <summary>What to show to one customer.</summary>
/// <param name="Row">The customer's first row in the source, counted from 0.</param>
/// <param name="IsCold">Whether no item in common is known of the customer: the list is then the most popular, among those of the same own fields where the contract has such.</param>
/// <param name="Items">The best first.</param>
public sealed record CustomerList(long Row, bool IsCold, IReadOnlyList<ListedItem> Items);
