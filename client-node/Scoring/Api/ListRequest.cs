using Federated.Tasks.Recommend;

namespace Federated.ClientNode.Scoring.Api;

/// <summary>Customers for whom a caller wants lists.</summary>
/// <param name="Ids">The id of each customer, as it was given; null for those without.</param>
/// <param name="Items">What each had, as places in the catalogue, the latest last.</param>
/// <param name="Unknown">Items of each customer that the catalogue does not have.</param>
/// <param name="Wish">What lists are wanted.</param>
internal sealed record ListRequest(IReadOnlyList<string?> Ids, IReadOnlyList<IReadOnlyList<int>> Items, IReadOnlyList<int> Unknown, ListWish Wish);
