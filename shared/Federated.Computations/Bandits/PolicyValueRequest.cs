using Federated.Learning.Metrics;

namespace Federated.Computations.Bandits;

/// <summary>Whose values <see cref="FederatedPolicyValue"/> estimates, and how far one row may move them.</summary>
public sealed record PolicyValueRequest
{
    /// <summary>Checks the numbers.</summary>
    /// <param name="policies">1 to 20.</param>
    /// <param name="arms">2 to 1,000.</param>
    /// <param name="rowBound">At least the rows of any one node: 1 to 2³¹.</param>
    /// <param name="rewardBound">Most that |reward| may be: above 0, finite.</param>
    /// <param name="clip">Most that a weight may be, 1 to 1,000. Default 20: chances of a twentieth and more are not clipped.</param>
    /// <exception cref="ArgumentException">A number is out of range.</exception>
    public PolicyValueRequest(int policies, int arms, long rowBound, double rewardBound, double clip = 20)
    {
        if (policies is < 1 or > 20 || arms is < 2 or > 1000 || rowBound < 1 || rowBound > RowSums.MaximumRows)
            throw new ArgumentException($"Values of {policies} policies over {arms} arms and {rowBound} rows a node were asked; there are 1 to 20, 2 to 1,000 and 1 to {RowSums.MaximumRows}.");
        if (!(rewardBound > 0 && double.IsFinite(rewardBound) && clip is >= 1 and <= 1000))
            throw new ArgumentException($"The bounds of reward and weight are {rewardBound} and {clip}; they are above 0, and 1 to 1,000.");
        (Policies, Arms, RowBound, RewardBound, Clip) = (policies, arms, rowBound, rewardBound, clip);
    }

    /// <summary>Number of policies.</summary>
    public int Policies { get; }

    /// <summary>Number of arms.</summary>
    public int Arms { get; }

    /// <summary>At least the rows of any one node.</summary>
    public long RowBound { get; }

    /// <summary>Most that |reward| may be.</summary>
    public double RewardBound { get; }

    /// <summary>Most that a weight may be.</summary>
    public double Clip { get; }

    /// <summary>Numbers of a contribution: for each policy its <see cref="OffPolicySums"/> and the sum of its chances of each arm; then rows, Σr, Σr².</summary>
    public int Length => (Policies * Stride) + 3;

    internal int Stride => OffPolicySums.Count + Arms;

    internal double[] MostOfARow()
    {
        double[] one = [.. OffPolicySums.MostOfARow(Clip, RewardBound), .. Enumerable.Repeat(1.0, Arms)];
        return [.. Enumerable.Repeat(one, Policies).SelectMany(most => most), 1, RewardBound, RewardBound * RewardBound];
    }
}
