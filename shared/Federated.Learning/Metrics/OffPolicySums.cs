using Federated.Learning.Solvers;

namespace Federated.Learning.Metrics;

/// <summary>
/// What logged choices say about a policy that did not make them. A row has the arm that was shown, the chance p that it had when it was, the chance π that the
/// policy would have given it, and the reward r. The weight is w = min(π/p, clip): clipping bounds what one row adds and biases the estimate towards 0 where it
/// bites, so the rows that were clipped are counted. Layout: rows, clipped rows, Σw, Σw², Σwr, Σw²r, Σw²r², Σd, Σd² with d the row's doubly robust term
/// Σₐ π(a)·q(a) + w·(r − q(shown)), and for the replay of a policy's own arm: matches, Σr and Σr² of them.
/// </summary>
public sealed class OffPolicySums : SufficientStatistics
{
    /// <summary>Numbers in the vector: 12.</summary>
    public const int Count = 12;

    private const double Level = 0.95;

    /// <summary>Sums of no rows.</summary>
    /// <param name="clip">Most that a weight may be, 1 to 1,000.</param>
    /// <exception cref="ArgumentException">The clip is out of range.</exception>
    public OffPolicySums(double clip)
        : base(Count)
    {
        if (!(clip is >= 1 and <= 1000))
            throw new ArgumentException($"The clip of the weights is {clip}; it is 1 to 1,000.", nameof(clip));
        Clip = clip;
    }

    /// <summary>Most that a weight may be.</summary>
    public double Clip { get; }

    /// <summary>Rows.</summary>
    public double Rows => Values[0];

    /// <summary>Rows whose weight was clipped.</summary>
    public double Clipped => Values[1];

    /// <summary>Rows whose arm is the policy's likeliest.</summary>
    public double Matches => Values[9];

    /// <summary>(Σw)²/Σw²: as many rows of the policy's own would say as much; 0 of none.</summary>
    public double EffectiveRows => Values[3] > 0 ? Values[2] * Values[2] / Values[3] : 0;

    /// <summary>Most that one row can add to each number.</summary>
    /// <param name="clip">Of the weights.</param>
    /// <param name="reward">Most that |reward| and |q| are.</param>
    public static double[] MostOfARow(double clip, double reward)
    {
        double robust = reward * (1 + (2 * clip));
        return [1, 1, clip, clip * clip, clip * reward, clip * clip * reward, clip * clip * reward * reward, robust, robust * robust, 1, reward, reward * reward];
    }

    /// <summary>Adds a row.</summary>
    /// <param name="logged">p, above 0 to 1.</param>
    /// <param name="chance">π of the arm that was shown, 0 to 1.</param>
    /// <param name="reward">r, finite.</param>
    /// <param name="expected">q of the arm that was shown, by a model that this row did not train.</param>
    /// <param name="expectedOfPolicy">Σₐ π(a)·q(a).</param>
    /// <param name="isMatch">Whether the arm is the policy's likeliest.</param>
    /// <exception cref="ArgumentException">A value is out of range.</exception>
    public void Add(double logged, double chance, double reward, double expected, double expectedOfPolicy, bool isMatch)
    {
        if (!(logged is > 0 and <= 1 && chance is >= 0 and <= 1 && double.IsFinite(reward) && double.IsFinite(expected) && double.IsFinite(expectedOfPolicy)))
            throw new ArgumentException("A logged choice has a chance above 0 to 1, a policy's chance from 0 to 1, and finite rewards.");
        double weight = Math.Min(chance / logged, Clip), robust = expectedOfPolicy + (weight * (reward - expected));
        double matched = isMatch ? 1 : 0;
        ReadOnlySpan<double> terms =
        [
            1, chance / logged > Clip ? 1 : 0, weight, weight * weight, weight * reward, weight * weight * reward, weight * weight * reward * reward,
            robust, robust * robust, matched, matched * reward, matched * reward * reward,
        ];
        for (int index = 0; index < terms.Length; index++)
            Values[index] += terms[index];
    }

    /// <summary>
    /// The policy's mean reward by one estimator, with its interval of 95 %, rows taken as independent; NaN without rows that tell. The variance is itself an estimate from
    /// as many rows as the log is worth (n = <see cref="EffectiveRows"/>, for replay the matches), so its upper bound of 95 % counts, s²·(1 + 1.645·√(2/n)): where few rows
    /// weigh much, intervals that trust s² hold the truth too seldom. With many rows the difference vanishes.
    /// </summary>
    public ConfidenceInterval Estimate(OffPolicyEstimator estimator) => estimator switch
    {
        OffPolicyEstimator.Weighted => MeanOf(Rows, Values[4], Values[6], EffectiveRows),
        OffPolicyEstimator.SelfNormalised => SelfNormalised(),
        OffPolicyEstimator.DoublyRobust => MeanOf(Rows, Values[7], Values[8], EffectiveRows),
        _ => MeanOf(Matches, Values[10], Values[11], Matches),
    };

    private ConfidenceInterval SelfNormalised()
    {
        double weight = Values[2], value = Values[4] / weight;
        double squares = Values[6] - (2 * value * Values[5]) + (value * value * Values[3]);
        return Interval(value, Math.Sqrt(Math.Max(0, squares)) / weight, EffectiveRows);
    }

    private static ConfidenceInterval Interval(double value, double error, double evidence)
    {
        double doubt = 1 + (NormalDistribution.Quantile(Level) * Math.Sqrt(2 / Math.Max(1, evidence)));
        double half = NormalDistribution.Quantile(1 - ((1 - Level) / 2)) * error * Math.Sqrt(doubt);
        return new ConfidenceInterval(value, value - half, value + half, Level);
    }

    private static ConfidenceInterval MeanOf(double rows, double sum, double squares, double evidence)
    {
        double mean = sum / rows, variance = Math.Max(0, (squares / rows) - (mean * mean)) / Math.Max(1, rows - 1);
        return Interval(mean, rows < 2 ? double.NaN : Math.Sqrt(variance), evidence);
    }
}
