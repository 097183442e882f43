using Federated.Learning.Factorization;
using Federated.Learning.Randomness;

namespace Federated.Tasks.Recommend;

/// <summary>Finds a customer's taste when it is asked for, and scores items with it. It does not say what each item of a history adds.</summary>
internal sealed class TasteScorer(SampledFactors items, SampledFactorOptions options, float[] siteTaste, ulong seed) : IItemScorer
{
    public void Score(CustomerHistory customer, Span<float> scores)
        => items.Score(items.Fold(customer.Items.AsSpan(), options, siteTaste, SeededGenerator.Derive(seed, customer.Key)), scores);

    public double[] Shares(CustomerHistory customer, int item) => [];
}
