using Federated.Learning.Lifetime;

namespace Federated.Computations.Lifetime;

/// <summary>Likelihood sums of customers at hand, for <see cref="LifetimeFamily.Spending"/>.</summary>
/// <param name="batches">The customers in batches, enumerated anew in each round.</param>
public sealed class SpendSums(IEnumerable<ReadOnlyMemory<SpendHistory>> batches) : ILikelihoodSums
{
    /// <inheritdoc/>
    public void Add(ReadOnlySpan<double> logParameters, Span<double> into)
    {
        try
        {
            var statistics = new GammaGammaStatistics([.. logParameters]);
            foreach (ReadOnlyMemory<SpendHistory> batch in batches)
                statistics.Add(batch.Span);
            for (int index = 0; index < into.Length; index++)
                into[index] += statistics.Vector[index];
        }
        catch (ArgumentException fault)
        {
            throw new ContributionException($"The customers' amounts cannot be summed: {fault.Message}", fault);
        }
    }
}
