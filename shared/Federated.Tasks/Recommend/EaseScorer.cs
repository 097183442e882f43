using Federated.Computations.Recommendation;
using Federated.Learning.Factorization;

namespace Federated.Tasks.Recommend;

/// <summary>EASE: an item's score is the sum of the weights that lead to it from the items that the customer has.</summary>
internal sealed class EaseScorer(EaseModel model, ItemCounts counts) : IItemScorer
{
    public void Score(CustomerHistory customer, Span<float> scores) => model.Score(customer.Items.AsSpan(), default, scores);

    public double[][] Shares(CustomerHistory customer, IReadOnlyList<int> items) =>
        [.. items.Select(item => (double[])[.. customer.Items.Select(had => (double)model.Weights[(had * model.Items) + item])])];

    public double Likeness(int item, int other) => counts.Cosine(item, other);
}
