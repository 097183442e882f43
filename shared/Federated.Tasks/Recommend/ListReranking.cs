using System.Collections.Immutable;
using Federated.Computations.Recommendation;

namespace Federated.Tasks.Recommend;

/// <summary>
/// A list that is not only the highest scores. The best candidates' scores are brought to [0, 1], mixed with their rarity (self-information over the candidates, brought to [0, 1]), and picked one by one by
/// maximal marginal relevance (Carbonell and Goldstein 1998): (1 − d)·score − d·(greatest likeness to an item picked before, as the model sees it). Without wishes it is the highest scores.
/// </summary>
internal sealed class ListReranking(ItemCounts counts, IItemScorer model)
{
    private const int FewestCandidates = 100, CandidatesOfPlace = 10;

    public ImmutableArray<int> Of(ReadOnlySpan<float> scores, ReadOnlySpan<bool> isLeftOut, ListWish wish)
    {
        if (wish is { Novelty: 0, Diversity: 0 })
            return TopItems.Of(scores, isLeftOut, wish.Top);
        ImmutableArray<int> candidates = TopItems.Of(scores, isLeftOut, Math.Max(FewestCandidates, CandidatesOfPlace * wish.Top));
        var raw = new double[candidates.Length];
        for (int place = 0; place < raw.Length; place++)
            raw[place] = scores[candidates[place]];
        double[] relevance = Unit(raw), rarity = Unit([.. candidates.Select(item => ItemTaste.SelfInformation(counts, item))]);
        double[] worth = [.. relevance.Zip(rarity, (score, rare) => ((1 - wish.Novelty) * score) + (wish.Novelty * rare))];
        return Pick(candidates, worth, wish.Diversity, wish.Top);
    }

    private ImmutableArray<int> Pick(ImmutableArray<int> candidates, double[] worth, double diversity, int top)
    {
        var nearest = new double[worth.Length];
        var isPicked = new bool[worth.Length];
        var list = ImmutableArray.CreateBuilder<int>(Math.Min(top, worth.Length));
        while (list.Count < Math.Min(top, worth.Length))
        {
            int best = -1;
            double most = double.NegativeInfinity;
            for (int place = 0; place < worth.Length; place++)
            {
                double value = ((1 - diversity) * worth[place]) - (diversity * nearest[place]);
                if (!isPicked[place] && value > most)
                    (best, most) = (place, value);
            }

            isPicked[best] = true;
            list.Add(candidates[best]);
            for (int place = 0; diversity > 0 && place < worth.Length; place++)
                nearest[place] = Math.Max(nearest[place], model.Likeness(candidates[best], candidates[place]));
        }

        return list.ToImmutable();
    }

    private static double[] Unit(double[] values)
    {
        double low = values.DefaultIfEmpty(0).Min(), high = values.DefaultIfEmpty(0).Max();
        return [.. values.Select(value => high > low ? (value - low) / (high - low) : 0)];
    }
}
