using Federated.Computations.Bandits;
using Federated.Learning.Bandits;
using Federated.Learning.Randomness;

namespace Federated.Computations.Tests.Bandits;

/// <summary>A market with known truth: contexts of six features, the last a constant 1; four arms whose chance of a reward is linear in the context, between 0.05 and 0.6 or so.</summary>
internal static class SyntheticArms
{
    public const int Arms = 4, Features = 6;

    private static readonly double[][] Weights = Draw();

    public static float[] Context(SeededGenerator generator)
    {
        var context = new float[Features];
        for (int feature = 0; feature < Features - 1; feature++)
            context[feature] = (float)((2 * generator.NextDouble()) - 1);
        context[^1] = 1;
        return context;
    }

    public static double Expected(int arm, ReadOnlySpan<float> context)
    {
        double sum = 0.3;
        for (int feature = 0; feature < Features - 1; feature++)
            sum += Weights[arm][feature] * context[feature];
        return sum;
    }

    public static double Best(ReadOnlySpan<float> context)
    {
        double best = 0;
        for (int arm = 0; arm < Arms; arm++)
            best = Math.Max(best, Expected(arm, context));
        return best;
    }

    public static float Reward(int arm, ReadOnlySpan<float> context, SeededGenerator generator) => generator.NextDouble() < Expected(arm, context) ? 1 : 0;

    /// <summary>Choices that a policy with chances 0.1 to 0.55, by the context, has logged.</summary>
    public static (float[][] Contexts, int[] Arms, double[] Logged, double[] Rewards) Log(int rows, SeededGenerator generator)
    {
        float[][] contexts = [.. Enumerable.Range(0, rows).Select(_ => Context(generator))];
        var arms = new int[rows];
        double[] logged = new double[rows], rewards = new double[rows];
        for (int row = 0; row < rows; row++)
        {
            double[] chances = [0.1, 0.15, 0.2, 0.55];
            // The favourite depends on the first feature, so that rewards and chances are confounded.
            if (contexts[row][0] > 0)
                Array.Reverse(chances);
            arms[row] = ArmChances.Draw(chances, generator.NextDouble());
            logged[row] = chances[arms[row]];
            rewards[row] = Reward(arms[row], contexts[row], generator);
        }

        return (contexts, arms, logged, rewards);
    }

    public static BanditRows Rows((float[][] Contexts, int[] Arms, double[] Logged, double[] Rewards) log) =>
        new(log.Contexts.SelectMany(context => context).ToArray(), log.Arms, log.Rewards.Select(reward => (float)reward).ToArray());

    private static double[][] Draw()
    {
        var generator = new SeededGenerator(2024);
        return [.. Enumerable.Range(0, Arms).Select(_ => Enumerable.Range(0, Features - 1).Select(_ => 0.1 * ((2 * generator.NextDouble()) - 1)).ToArray())];
    }
}
