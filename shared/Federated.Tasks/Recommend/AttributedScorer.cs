using Federated.Learning.Factorization;

namespace Federated.Tasks.Recommend;

/// <summary>A model's scores, and for items that no customer has those that their attributes lead to.</summary>
/// <param name="model">The model.</param>
/// <param name="ridge">From attributes to scores.</param>
/// <param name="customers">Of each item.</param>
internal sealed class AttributedScorer(IItemScorer model, AttributeRidge ridge, IReadOnlyList<double> customers) : IItemScorer
{
    private const int LatestOfNew = 50;

    public void Score(CustomerHistory customer, Span<float> scores)
    {
        model.Score(customer, scores);
        ridge.Complete(scores);
    }

    public double[][] Shares(CustomerHistory customer, IReadOnlyList<int> items)
    {
        int[] known = [.. items.Where(item => customers[item] > 0)], unknown = [.. items.Where(item => customers[item] == 0)];
        Dictionary<int, double[]> shares = known.Zip(model.Shares(customer, known)).ToDictionary(each => each.First, each => each.Second);
        if (unknown.Length > 0)
        {
            foreach ((int item, double[] own) in unknown.Zip(Occlusion.Shares(this, customers.Count, customer, unknown, LatestOfNew)))
                shares[item] = own;
        }

        return [.. items.Select(item => shares[item])];
    }

    public double Likeness(int item, int other) => model.Likeness(item, other);
}
