using Federated.Learning.Bandits;

namespace Federated.Computations.Bandits;

/// <summary>Sums of pulls at hand.</summary>
/// <param name="batches">In batches that are enumerated anew in each round.</param>
public sealed class BanditBatches(IEnumerable<BanditRows> batches) : IBanditSums
{
    /// <inheritdoc/>
    public void Add(BanditRequest request, BanditStatistics into)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(into);
        int number = 0;
        foreach (BanditRows batch in batches)
        {
            int rows = batch.Arms.Length;
            if (batch.Contexts.Length != rows * request.Features || batch.Rewards.Length != rows)
                throw new ContributionException($"Batch {number} has {batch.Contexts.Length} context values and {batch.Rewards.Length} rewards for {rows} pulls of {request.Features} features; encode the rows as the job says.");
            RowBounds.Require(batch.Contexts.Span, request.FeatureBound, request.Features, number, "context feature");
            RowBounds.Require(batch.Rewards.Span, request.RewardBound, 1, number, "reward");
            for (int row = 0; row < rows; row++)
            {
                int arm = batch.Arms.Span[row];
                if (arm >= request.Arms)
                    throw new ContributionException($"Batch {number}, row {row} names arm {arm}; arms run from 0 to {request.Arms - 1}.");
                if (arm >= 0)
                    into.Add(arm, batch.Contexts.Span.Slice(row * request.Features, request.Features), batch.Rewards.Span[row]);
            }

            number++;
        }
    }
}
