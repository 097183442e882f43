using System.Collections.Immutable;
using Federated.Computations.Recommendation;
using Federated.Learning.Randomness;
using Federated.Tasks.Fitting;

namespace Federated.Tasks.Recommend;

/// <summary>
/// Ranks held-out items: among <see cref="Sampled"/> others that the customer does not have (He, Liao, Zhang, Nie, Hu and Chua 2017), drawn by the job's hash and the customer's key so that
/// every model is asked the same, and among all that the customer does not have. An item that scores as high as the held-out one stands before it. How
/// alike the items of a list are is what the first model says, for all models.
/// </summary>
internal sealed class ItemRanking(ItemCounts counts, ulong seed)
{
    /// <summary>Other items that are drawn.</summary>
    public const int Sampled = 99;

    /// <summary>Items of a list.</summary>
    public const int Shown = 10;

    private const ulong SampleStream = 0x6e65_6761_7469_7665;

    private readonly float[] _scores = new float[counts.Items];

    /// <summary>Each customer with what every model does for it.</summary>
    public IEnumerable<RankedCustomer> Of(IEnumerable<HeldOutItem> customers, IReadOnlyList<IItemScorer> models) => customers.Select(customer => Rank(customer, models));

    /// <summary>The quality over one partner's customers, for its own eyes.</summary>
    public RankingQuality Alone(IReadOnlyCollection<HeldOutItem> customers, IReadOnlyList<IItemScorer> models) =>
        OwnRows.Alone(new FederatedRanking(), new RankingState(new RankingRequest(models.Count, 0, Math.Max(1, customers.Count), withPartners: false, Shown)), new RankingSums(Of(customers, models))).Result!;

    private RankedCustomer Rank(HeldOutItem held, IReadOnlyList<IItemScorer> models)
    {
        var isHad = new bool[counts.Items];
        foreach (int item in held.Customer.Items)
            isHad[item] = true;
        int[] sampled = Sample(held, isHad);
        var ranked = ImmutableArray.CreateBuilder<RankedModel>(models.Count);
        ImmutableArray<int> shown = [];
        foreach (IItemScorer model in models)
        {
            model.Score(held.Customer, _scores);
            int full = 1, among = 1;
            for (int item = 0; item < _scores.Length; item++)
                full += !isHad[item] && item != held.Item && !(_scores[item] < _scores[held.Item]) ? 1 : 0;
            foreach (int item in sampled)
                among += _scores[item] < _scores[held.Item] ? 0 : 1;
            ImmutableArray<int> list = TopItems.Of(_scores, isHad, Shown);
            ranked.Add(new RankedModel(among, full, Novelty(list), Diversity(list, models[0])));
            if (ranked.Count == 1)
                shown = list;
        }

        return new RankedCustomer(ranked.MoveToImmutable(), shown);
    }

    private int[] Sample(HeldOutItem held, bool[] isHad)
    {
        int others = isHad.Length - held.Customer.Items.Length - 1;
        if (others <= Sampled)
            return [.. Enumerable.Range(0, isHad.Length).Where(item => !isHad[item] && item != held.Item)];
        var generator = new SeededGenerator(SeededGenerator.Derive(SeededGenerator.Derive(seed, SampleStream), held.Customer.Key));
        var drawn = new HashSet<int>(Sampled);
        while (drawn.Count < Sampled)
        {
            int item = generator.NextBelow(isHad.Length);
            if (!isHad[item] && item != held.Item)
                drawn.Add(item);
        }

        return [.. drawn];
    }

    private double Novelty(ImmutableArray<int> list) => list.IsEmpty ? 0 : list.Average(item => ItemTaste.SelfInformation(counts, item));

    private static double Diversity(ImmutableArray<int> list, IItemScorer joint)
    {
        if (list.Length < 2)
            return 0;
        double sum = 0;
        for (int first = 1; first < list.Length; first++)
        {
            for (int second = 0; second < first; second++)
                sum += 1 - joint.Likeness(list[first], list[second]);
        }

        return Math.Clamp(sum * 2 / (list.Length * (list.Length - 1)), 0, 1);
    }
}
