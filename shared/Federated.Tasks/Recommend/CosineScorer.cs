using Federated.Computations.Recommendation;
using Federated.Learning.Solvers;

namespace Federated.Tasks.Recommend;

/// <summary>ItemKNN (Sarwar, Karypis, Konstan and Riedl 2001): an item's score is the sum of the cosines of its customers with those of each item that the customer has. All neighbours count.</summary>
internal sealed class CosineScorer : IItemScorer
{
    private readonly ItemCounts _counts;
    private readonly float[] _scales;

    /// <param name="counts">With pairs.</param>
    public CosineScorer(ItemCounts counts)
    {
        _counts = counts;
        _scales = [.. Enumerable.Range(0, counts.Items).Select(item => counts.Of(item) is > 0 and var count ? (float)(1 / Math.Sqrt(count)) : 0)];
    }

    public void Score(CustomerHistory customer, Span<float> scores)
    {
        scores.Clear();
        ReadOnlySpan<float> both = _counts.Values;
        foreach (int had in customer.Items)
        {
            ReadOnlySpan<float> line = both.Slice(PackedTriangle.Index(had, 0), had);
            for (int item = 0; item < had; item++)
                scores[item] += line[item] * _scales[had] * _scales[item];
            for (int item = had + 1, place = PackedTriangle.Index(item, had); item < scores.Length; place += ++item)
                scores[item] += both[place] * _scales[had] * _scales[item];
        }
    }

    public double[][] Shares(CustomerHistory customer, IReadOnlyList<int> items) => [.. items.Select(item => (double[])[.. customer.Items.Select(had => had == item ? 0 : _counts.Cosine(had, item))])];

    public double Likeness(int item, int other) => _counts.Cosine(item, other);
}
