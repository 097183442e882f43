using Federated.Learning.Randomness;

namespace Federated.Learning.Bandits;

/// <summary>
/// The chance that a policy gives each arm in a context. Thompson sampling's chances are shares of <see cref="Draws"/> sets of weights, drawn once from a fixed
/// seed: one model and one context have one answer on every machine, so that the chance which is logged is the chance that was.
/// </summary>
public sealed class ArmChances
{
    /// <summary>Sets of weights behind a chance of Thompson sampling: 200.</summary>
    public const int Draws = 200;

    private const ulong Seed = 0x7468_6f6d_7073_6f6e;

    private readonly LinearBandit _bandit;
    private readonly ArmPolicy _policy;
    private readonly double[][] _drawn = [];

    /// <summary>Prepares a policy on what is known of the arms.</summary>
    /// <exception cref="ArgumentException">The policy is out of range.</exception>
    public ArmChances(LinearBandit bandit, ArmPolicy policy)
    {
        ArgumentNullException.ThrowIfNull(bandit);
        ArgumentNullException.ThrowIfNull(policy);
        policy.Validate();
        (_bandit, _policy) = (bandit, policy);
        if (policy.Rule != BanditRule.Thompson)
            return;
        var generator = new SeededGenerator(Seed);
        _drawn = new double[Draws][];
        for (int draw = 0; draw < Draws; draw++)
            bandit.DrawWeights(policy.Exploration, generator, _drawn[draw] = new double[bandit.Arms * bandit.Features]);
    }

    /// <summary>Writes the chance of each arm; they add up to 1.</summary>
    /// <param name="context">Finite features.</param>
    /// <param name="chances">One an arm.</param>
    /// <exception cref="ArgumentException">The lengths do not fit.</exception>
    public void Of(ReadOnlySpan<float> context, Span<double> chances)
    {
        BanditStatistics.CheckContext(context, _bandit.Features);
        if (chances.Length != _bandit.Arms)
            throw new ArgumentException($"Room for {chances.Length} chances was given; there are {_bandit.Arms} arms.", nameof(chances));
        chances.Clear();
        if (_policy.Rule == BanditRule.Thompson)
        {
            foreach (double[] weights in _drawn)
                chances[BestOf(weights, context)] += 1.0 / Draws;
        }
        else if (_policy.Rule != BanditRule.Uniform)
        {
            var scores = new double[_bandit.Arms];
            _bandit.UpperConfidence(context, _policy.Rule == BanditRule.Greedy ? 0 : _policy.Exploration, scores);
            chances[LinearBandit.Best(scores)] = 1;
        }

        double uniform = _policy.Rule == BanditRule.Uniform ? 1 : _policy.Uniform;
        foreach (ref double chance in chances)
            chance = ((1 - uniform) * chance) + (uniform / chances.Length);
    }

    /// <summary>The arm that a number in [0, 1) falls on when the chances are laid side by side.</summary>
    public static int Draw(ReadOnlySpan<double> chances, double uniform)
    {
        double sum = 0;
        int last = 0;
        for (int arm = 0; arm < chances.Length; arm++)
        {
            sum += chances[arm];
            last = chances[arm] > 0 ? arm : last;
            if (uniform < sum)
                return arm;
        }

        return last;
    }

    private int BestOf(double[] weights, ReadOnlySpan<float> context)
    {
        int best = 0, features = context.Length;
        double highest = double.NegativeInfinity;
        for (int arm = 0; arm < _bandit.Arms; arm++)
        {
            double sum = 0;
            for (int feature = 0; feature < features; feature++)
                sum += weights[(arm * features) + feature] * context[feature];
            if (sum > highest)
                (best, highest) = (arm, sum);
        }

        return best;
    }
}
