using Federated.Computations.Bandits;
using Federated.Learning.Bandits;
using Federated.Learning.Randomness;

namespace Federated.Computations.Tests.Bandits;

/// <summary>Cumulative regret a context, after each round, of partners that learn together, alone, and not at all: in a round each partner meets some customers, then all sum.</summary>
/// <param name="Joint">Together, by the quantised secure sum.</param>
/// <param name="Alone">Each by its own.</param>
/// <param name="Uniform">Every arm alike.</param>
internal sealed record RegretCurves(double[] Joint, double[] Alone, double[] Uniform)
{
    public static RegretCurves Of(BanditRule rule, int partners, int rounds, int contextsOfRound, ulong seed)
    {
        const double Exploration = 0.3;
        var request = new BanditRequest(SyntheticArms.Arms, SyntheticArms.Features, 1_000_000, rewardBound: 1, featureBound: 1);
        List<BanditRows>[] together = [.. Enumerable.Range(0, partners).Select(_ => new List<BanditRows>())], alone = [.. Enumerable.Range(0, partners).Select(_ => new List<BanditRows>())];
        double[] joint = new double[rounds], single = new double[rounds], uniform = new double[rounds];
        var generator = new SeededGenerator(seed);
        for (int round = 0; round < rounds; round++)
        {
            LinearBandit shared = round == 0 ? None(request) : LinearBandit.Fit(Sum(request, together));
            (joint[round], single[round], uniform[round]) = round == 0 ? (0, 0, 0) : (joint[round - 1], single[round - 1], uniform[round - 1]);
            for (int partner = 0; partner < partners; partner++)
            {
                LinearBandit own = round == 0 ? None(request) : LinearBandit.Fit(Pooled(request, alone[partner]));
                float[][] contexts = [.. Enumerable.Range(0, contextsOfRound).Select(_ => SyntheticArms.Context(generator))];
                joint[round] += Play(shared, rule, Exploration, contexts, together[partner], generator) / partners;
                single[round] += Play(own, rule, Exploration, contexts, alone[partner], generator) / partners;
                uniform[round] += contexts.Sum(context => SyntheticArms.Best(context) - Enumerable.Range(0, request.Arms).Average(arm => SyntheticArms.Expected(arm, context))) / partners;
            }
        }

        return new RegretCurves(joint, single, uniform);
    }

    private static double Play(LinearBandit bandit, BanditRule rule, double exploration, float[][] contexts, List<BanditRows> history, SeededGenerator generator)
    {
        var policy = new ArmChances(bandit, new ArmPolicy { Rule = rule, Exploration = exploration });
        var chances = new double[SyntheticArms.Arms];
        var arms = new int[contexts.Length];
        double regret = 0;
        for (int row = 0; row < contexts.Length; row++)
        {
            policy.Of(contexts[row], chances);
            arms[row] = ArmChances.Draw(chances, generator.NextDouble());
            regret += SyntheticArms.Best(contexts[row]) - SyntheticArms.Expected(arms[row], contexts[row]);
        }

        history.Add(new BanditRows(contexts.SelectMany(context => context).ToArray(), arms, arms.Select((arm, row) => SyntheticArms.Reward(arm, contexts[row], generator)).ToArray()));
        return regret;
    }

    private static BanditStatistics Sum(BanditRequest request, List<BanditRows>[] partners) =>
        SimulatedRounds.Finish(new FederatedBandit(), new BanditState(request), [.. partners.Select(rows => new BanditBatches(rows))]).Statistics!;

    private static BanditStatistics Pooled(BanditRequest request, List<BanditRows> rows)
    {
        var statistics = new BanditStatistics(request.Arms, request.Features);
        new BanditBatches(rows).Add(request, statistics);
        return statistics;
    }

    private static LinearBandit None(BanditRequest request) => LinearBandit.Fit(new BanditStatistics(request.Arms, request.Features));
}
