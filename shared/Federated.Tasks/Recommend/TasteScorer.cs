using Federated.Learning.Factorization;
using Federated.Learning.Randomness;

namespace Federated.Tasks.Recommend;

/// <summary>Finds a customer's taste when it is asked for, and scores items with it.</summary>
internal sealed class TasteScorer(SampledFactors items, SampledFactorOptions options, float[] siteTaste, ulong seed) : IItemScorer
{
    public void Score(CustomerHistory customer, Span<float> scores) => items.Score(Taste(customer), scores);

    public double[][] Shares(CustomerHistory customer, IReadOnlyList<int> asked)
    {
        float[] taste = Taste(customer);
        return [.. asked.Select(item => items.Shares(taste, customer.Items.AsSpan(), item))];
    }

    public double Likeness(int item, int other) => items.Likeness(item, other);

    private float[] Taste(CustomerHistory customer) => items.Fold(customer.Items.AsSpan(), options, siteTaste, SeededGenerator.Derive(seed, customer.Key));
}
