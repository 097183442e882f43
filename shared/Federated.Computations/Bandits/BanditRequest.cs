using Federated.Learning.Solvers;

namespace Federated.Computations.Bandits;

/// <summary>What a joint bandit is fitted to.</summary>
public sealed record BanditRequest
{
    /// <summary>Most numbers of a contribution: 4,000,000.</summary>
    public const int MaximumLength = 4_000_000;

    /// <summary>An arm of fewer pulls, of all nodes together, counts as never pulled: with one, its sums would be that one customer's context. 20.</summary>
    public const int Floor = 20;

    /// <summary>Checks the sizes.</summary>
    /// <param name="arms">2 to 1,000.</param>
    /// <param name="features">d: numbers of a context, 1 to 1,000; a constant 1 among them for an intercept.</param>
    /// <param name="rowBound">At least the rows of any one node: 1 to 2³¹.</param>
    /// <param name="rewardBound">Most that |reward| may be: above 0, finite.</param>
    /// <param name="featureBound">Most that |feature| may be: above 0, finite. Default 10.</param>
    /// <exception cref="ArgumentException">A size is out of range, or the contribution would be too long.</exception>
    public BanditRequest(int arms, int features, long rowBound, double rewardBound, double featureBound = 10)
    {
        if (arms is < 2 or > 1000 || features is < 1 or > 1000 || rowBound < 1 || rowBound > RowSums.MaximumRows)
            throw new ArgumentException($"A bandit of {arms} arms, {features} features and {rowBound} rows a node was asked; it has 2 to 1,000, 1 to 1,000 and 1 to {RowSums.MaximumRows}.");
        if (!(rewardBound > 0 && double.IsFinite(rewardBound) && featureBound > 0 && double.IsFinite(featureBound)))
            throw new ArgumentException($"The bounds of reward and feature are {rewardBound} and {featureBound}; they are finite and above 0.");
        long length = arms * (1L + PackedTriangle.Length(features) + features);
        if (length > MaximumLength)
            throw new ArgumentException($"{arms} arms of {features} features make {length} sums, more than {MaximumLength}; use fewer features or arms.");
        (Arms, Features, RowBound, RewardBound, FeatureBound, Length) = (arms, features, rowBound, rewardBound, featureBound, (int)length);
    }

    /// <summary>Number of arms.</summary>
    public int Arms { get; }

    /// <summary>d.</summary>
    public int Features { get; }

    /// <summary>At least the rows of any one node.</summary>
    public long RowBound { get; }

    /// <summary>Most that |reward| may be.</summary>
    public double RewardBound { get; }

    /// <summary>Most that |feature| may be.</summary>
    public double FeatureBound { get; }

    /// <summary>Numbers of a contribution: arms·(1 + d·(d+1)/2 + d).</summary>
    public int Length { get; }

    // In the layout of the statistics: pulls, Σ x·xᵀ, Σ r·x, arm by arm.
    internal double[] MostOfARow()
    {
        int triangle = PackedTriangle.Length(Features), stride = 1 + triangle + Features;
        var most = new double[Length];
        for (int index = 0; index < Length; index++)
        {
            int place = index % stride;
            most[index] = place == 0 ? 1 : place <= triangle ? FeatureBound * FeatureBound : FeatureBound * RewardBound;
        }

        return most;
    }
}
