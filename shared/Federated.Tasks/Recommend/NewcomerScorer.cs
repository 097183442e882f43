using Federated.Computations.Recommendation;

namespace Federated.Tasks.Recommend;

/// <summary>
/// For a customer of whom no item is known: popularity, times how much more frequent each item is among customers of the same value of each field (naive Bayes). A value's share counts as if
/// <see cref="Prior"/> customers more of usual taste had it.
/// </summary>
/// <param name="counts">Of all customers.</param>
/// <param name="groups">As <see cref="NewcomerStage"/> counts them.</param>
/// <param name="values">Values of each field.</param>
internal sealed class NewcomerScorer(ItemCounts counts, ItemCounts groups, IReadOnlyList<int> values) : IItemScorer
{
    private const double Prior = 20;

    public void Score(CustomerHistory customer, Span<float> scores)
    {
        int items = counts.Items, all = values.Sum();
        for (int item = 0; item < items; item++)
        {
            double usual = (counts.Of(item) + 1) / (counts.Customers + 2), score = usual;
            for (int field = 0, first = 0; field < customer.Own.Length; first += values[field++])
            {
                int value = first + customer.Own[field];
                if (customer.Own[field] >= 0)
                    score *= (groups.Of((value * items) + item) + (Prior * usual)) / (groups.Of((all * items) + value) + Prior) / usual;
            }

            scores[item] = (float)score;
        }
    }

    public double[][] Shares(CustomerHistory customer, IReadOnlyList<int> items) => [.. items.Select(_ => Array.Empty<double>())];

    public double Likeness(int item, int other) => counts.Request.WithPairs ? counts.Cosine(item, other) : 0;
}
