using Federated.Learning.NextItem;

namespace Federated.Tasks.Recommend;

/// <summary>A network's scores. It does not say what each item of a history adds.</summary>
internal sealed class NextItemItemScorer(NextItemScorer scorer) : IItemScorer
{
    public void Score(CustomerHistory customer, Span<float> scores) => scorer.Score(customer.Items.AsSpan(), scores);

    public double[] Shares(CustomerHistory customer, int item) => [];
}
