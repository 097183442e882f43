using Federated.Computations.Recommendation;

namespace Federated.Tasks.Recommend;

/// <summary>What most customers have, for everybody alike: the least that a recommender must beat.</summary>
internal sealed class PopularityScorer(ItemCounts counts) : IItemScorer
{
    public void Score(CustomerHistory customer, Span<float> scores)
    {
        for (int item = 0; item < scores.Length; item++)
            scores[item] = (float)counts.Of(item);
    }

    public double[][] Shares(CustomerHistory customer, IReadOnlyList<int> items) => [.. items.Select(_ => Array.Empty<double>())];

    // Where pairs are not counted nothing is known of it.
    public double Likeness(int item, int other) => counts.Request.WithPairs ? counts.Cosine(item, other) : 0;
}
