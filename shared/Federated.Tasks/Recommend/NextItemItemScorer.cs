using Federated.Learning.NextItem;

namespace Federated.Tasks.Recommend;

/// <summary>A network's scores; what each item of a history adds is found by leaving it out, and all others.</summary>
/// <param name="scorer">The network.</param>
/// <param name="latest">Items of a history that it reads.</param>
internal sealed class NextItemItemScorer(NextItemScorer scorer, int latest) : IItemScorer
{
    public void Score(CustomerHistory customer, Span<float> scores) => scorer.Score(customer.Items.AsSpan(), scores);

    public double[][] Shares(CustomerHistory customer, IReadOnlyList<int> items) => Occlusion.Shares(this, scorer.Items, customer, items, latest);

    public double Likeness(int item, int other) => scorer.Likeness(item, other);
}
