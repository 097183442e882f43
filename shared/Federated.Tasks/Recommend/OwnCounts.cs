using Federated.Computations.Recommendation;
using Federated.Tasks.Fitting;

namespace Federated.Tasks.Recommend;

/// <summary>Counts of one partner's own customers, the same way as everybody's.</summary>
internal static class OwnCounts
{
    public static ItemSums Sums(Interactions own) => new(own.Training.Select(customer => customer.Items.AsMemory()));

    public static ItemCounts Of(Interactions own, ItemCountRequest request) => OwnRows.Alone(new FederatedItemCounts(), new ItemCountState(request), Sums(own)).Result!;
}
