using Federated.Learning.Solvers;

namespace Federated.Learning.Bandits;

/// <summary>
/// What a linear bandit needs to know of the rewards that each arm (an offer, a channel, a message) earned. Layout: for each arm the number of its
/// pulls, the packed lower triangle of Σ x·xᵀ (<see cref="PackedTriangle"/>), then Σ r·x. Length: arms·(1 + d·(d+1)/2 + d), with d features a context.
/// </summary>
public sealed class BanditStatistics : SufficientStatistics
{
    /// <summary>Statistics of no pulls.</summary>
    /// <param name="arms">At least 1.</param>
    /// <param name="features">d, 1 to 10,000: numbers that describe a context; add a constant 1 for an intercept.</param>
    public BanditStatistics(int arms, int features)
        : base(Check(arms, features) * (1L + PackedTriangle.Length(features) + features))
    {
        Arms = arms;
        Features = features;
    }

    /// <summary>Number of arms.</summary>
    public int Arms { get; }

    /// <summary>d.</summary>
    public int Features { get; }

    /// <summary>Times that an arm was pulled.</summary>
    public double PullsOf(int arm) => Values[arm * Stride];

    /// <summary>Packed lower triangle of an arm's Σ x·xᵀ.</summary>
    public ReadOnlySpan<double> GramOf(int arm) => Vector.Slice((arm * Stride) + 1, PackedTriangle.Length(Features));

    /// <summary>An arm's Σ r·x.</summary>
    public ReadOnlySpan<double> RewardsOf(int arm) => Vector.Slice(((arm + 1) * Stride) - Features, Features);

    private int Stride => 1 + PackedTriangle.Length(Features) + Features;

    /// <summary>Adds what one pull earned.</summary>
    /// <param name="arm">The arm that was pulled, 0 to arms−1.</param>
    /// <param name="context">d finite features of the moment at which it was.</param>
    /// <param name="reward">Finite.</param>
    /// <exception cref="ArgumentException">A value is out of range or not finite.</exception>
    public void Add(int arm, ReadOnlySpan<float> context, double reward)
    {
        if ((uint)arm >= (uint)Arms)
            throw new ArgumentException($"Arm {arm} was pulled; arms run from 0 to {Arms - 1}.", nameof(arm));
        CheckContext(context, Features);
        if (!double.IsFinite(reward))
            throw new ArgumentException($"The reward is {reward}; it is a finite number.", nameof(reward));
        Span<double> target = Values.AsSpan(arm * Stride, Stride);
        target[0]++;
        int index = 1;
        for (int row = 0; row < context.Length; row++)
        {
            for (int column = 0; column <= row; column++)
                target[index++] += (double)context[row] * context[column];
        }

        foreach (float feature in context)
            target[index++] += reward * feature;
    }

    internal static void CheckContext(ReadOnlySpan<float> context, int features)
    {
        if (CheckedRows.Count(context, features) != 1)
            throw new ArgumentException($"The context has {context.Length} features; {features} were expected.", nameof(context));
    }

    private static int Check(int arms, int features)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(arms, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(features, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(features, 10_000);
        return arms;
    }
}
