using System.Collections.Immutable;
using Federated.Computations.Recommendation;
using Federated.Tasks.Items;
using Federated.Tasks.Schema;
using Federated.Tasks.Stages;

namespace Federated.Tasks.Recommend;

/// <summary>A released model, and the wishes of those who use it.</summary>
/// <param name="rows">Reads histories.</param>
/// <param name="state">The released state.</param>
/// <param name="counts">Customers of each item.</param>
/// <param name="scorer">The model.</param>
/// <param name="newcomers">What ranks items for customers of whom none is known.</param>
internal sealed class Recommender(RecommendationRows rows, TaskState state, ItemCounts counts, IItemScorer scorer, IItemScorer newcomers) : IRecommender
{
    private readonly ListReranking _reranking = new(counts, scorer);
    private readonly float[] _scores = new float[counts.Items];

    public ItemCatalogue Items { get; } = rows.Vocabulary(state).Items;

    public IEnumerable<CustomerList> Of(ITaskRows source, ListWish wish)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(wish);
        wish.Require();
        return rows.Histories(state, source).Select(customer => List(customer, wish));
    }

    public CustomerList Of(IReadOnlyList<int> items, ListWish wish)
    {
        ArgumentNullException.ThrowIfNull(items);
        ArgumentNullException.ThrowIfNull(wish);
        wish.Require();
        if (items.FirstOrDefault(item => (uint)item >= (uint)counts.Items, 0) is var fault && (uint)fault >= (uint)counts.Items)
            throw new ArgumentException($"There is no item {fault}; items run from 0 to {counts.Items - 1}.", nameof(items));
        ImmutableArray<int> latest = [.. items.Reverse().Distinct().Take(rows.Fields.MostItems).Reverse()];
        return List(new CustomerHistory(0, latest, 0), wish);
    }

    /// <summary>The customers of some rows.</summary>
    public IReadOnlyList<CustomerHistory> Histories(ITaskRows source) => rows.Histories(state, source);

    /// <summary>A list for one customer.</summary>
    public CustomerList List(CustomerHistory customer, ListWish wish)
    {
        bool isCold = customer.Items.IsEmpty;
        IItemScorer used = isCold ? newcomers : scorer;
        used.Score(customer, _scores);
        var isLeftOut = new bool[counts.Items];
        if (!wish.IncludeBought)
        {
            foreach (int item in customer.Items)
                isLeftOut[item] = true;
        }

        ImmutableArray<int> list = _reranking.Of(_scores, isLeftOut, wish);
        ListedItem[] listed = [.. list.Select(item => new ListedItem(item, _scores[item], []))];
        if (wish.Reasons > 0 && !isCold)
        {
            double[][] shares = used.Shares(customer, list);
            listed = [.. listed.Zip(shares, (item, own) => item with { Because = Because(customer, own, wish.Reasons) })];
        }

        return new CustomerList(customer.Row, isCold, listed);
    }

    private static IReadOnlyList<ItemReason> Because(CustomerHistory customer, double[] shares, int most)
    {
        double all = shares.Sum(share => Math.Max(0, share));
        return [.. Enumerable.Range(0, shares.Length).Where(place => shares[place] > 0).OrderByDescending(place => shares[place]).Take(most).Select(place => new ItemReason(customer.Items[place], shares[place] / all))];
    }
}
