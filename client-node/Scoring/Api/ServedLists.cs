using Federated.Tasks.Recommend;

namespace Federated.ClientNode.Scoring.Api;

/// <summary>A recommender that answers several callers, one after the other.</summary>
internal sealed class ServedLists
{
    private readonly Lock _gate = new();
    private readonly IRecommender _recommender;

    public ServedLists(IRecommender recommender)
    {
        _recommender = recommender;
        Places = recommender.Items.Ids.Select((id, place) => (id, place)).ToDictionary(each => each.id, each => each.place, StringComparer.Ordinal);
    }

    /// <summary>The items.</summary>
    public Federated.Tasks.Items.ItemCatalogue Items => _recommender.Items;

    /// <summary>The place of each item by its id.</summary>
    public IReadOnlyDictionary<string, int> Places { get; }

    /// <summary>A list for each customer of a request.</summary>
    public IReadOnlyList<CustomerList> Of(ListRequest request)
    {
        lock (_gate)
            return [.. request.Items.Select(items => _recommender.Of(items, request.Wish))];
    }
}
