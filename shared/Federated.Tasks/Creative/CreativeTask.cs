using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Globalization;
using Federated.Computations.Bandits;
using Federated.Computations.Fairness;
using Federated.Learning.Bandits;
using Federated.Learning.Metrics;
using Federated.Learning.Randomness;
using Federated.Learning.State;
using Federated.Tasks.Documents;
using Federated.Tasks.Features;
using Federated.Tasks.Fitting;
using Federated.Tasks.Jobs;
using Federated.Tasks.Reports;
using Federated.Tasks.Schema;
using Federated.Tasks.Scores;
using Federated.Tasks.Stages;
using Federated.Tasks.Strategy;

namespace Federated.Tasks.Creative;

/// <summary>
/// Which creative, offer or message to show to whom. From logged impressions (context, arm shown, chance that it had, reward) one round sums what each arm
/// earned; the policy that follows is that of everybody's impressions in one place. One round more says on held-out impressions what this and other policies
/// would have earned, before any is used. Scoring chooses an arm for each customer and gives its chance, which is the propensity to log for the next job.
/// </summary>
internal sealed class CreativeTask : StagedTask, IGroupRates
{
    private const string PolicyKey = "policy", ExplorationKey = "exploration", UniformKey = "uniform", PenaltyKey = "penalty", ClipKey = "clip";

    private static readonly IReadOnlyList<(string Word, BanditRule Rule, string Name)> Rules =
        [("thompson", BanditRule.Thompson, "Thompson sampling"), ("linucb", BanditRule.UpperConfidence, "LinUCB"), ("greedy", BanditRule.Greedy, "the best-known arm")];

    private readonly FeatureStages _features;
    private readonly CreativeFields _fields;
    private readonly ArmStage _arms;
    private readonly PolicyStage _policies;
    private readonly ImmutableArray<NamedPolicy> _named;

    /// <exception cref="ArgumentException">The contract lacks the arm or the propensity, or has more context than a bandit takes.</exception>
    public CreativeTask(JobSpec job)
        : base(job)
    {
        _features = new FeatureStages(job);
        _fields = new CreativeFields(job, _features);
        _arms = new ArmStage(_fields, _features, job.Options.Number(PenaltyKey));
        double exploration = job.Options.Number(ExplorationKey);
        var (word, rule, _) = Rules.Single(each => each.Word == job.Options.Choice(PolicyKey));
        _named =
        [
            new NamedPolicy("policy", "this policy", new ArmPolicy { Rule = rule, Exploration = exploration, Uniform = job.Options.Number(UniformKey) }),
            .. Rules.Where(each => each.Word != word).Select(each => new NamedPolicy(each.Word, each.Name, new ArmPolicy { Rule = each.Rule, Exploration = exploration })),
            new NamedPolicy("uniform", "every arm alike", new ArmPolicy { Rule = BanditRule.Uniform }),
        ];
        _policies = new PolicyStage(_fields, _arms, _features, _named, job.Options.Number(ClipKey));
    }

    /// <summary>What a job may write, whatever its contract.</summary>
    public static TaskDeclaration Declaration { get; } = new()
    {
        Name = "creative",
        Summary = "Which creative, offer or message to show to whom, and what that would earn.",
        Labels = [LabelKind.TwoClasses, LabelKind.Number],
        Rows = RowKind.Events,
        Options =
        [
            TaskOption.Names(CreativeFields.ArmKey, "The category that says what was shown; by default the one called so."),
            TaskOption.Names(CreativeFields.PropensityKey, "The number with the chance, above 0 to 1, that it had of being shown; by default the one called so."),
            TaskOption.Choice(PolicyKey, "How arms are chosen.", [.. Rules.Select(each => each.Word)], Rules[0].Word),
            TaskOption.Number(ExplorationKey, "Multiple of the uncertainty; about the standard deviation of a reward.", new NumberRange(0, 100), 0.3),
            TaskOption.Number(UniformKey, "Share of choices that are made at random whatever is known, so that every arm keeps a chance.", new NumberRange(0, 1), 0.05),
            TaskOption.Number(PenaltyKey, "Strength of the penalty on an arm's weights.", new NumberRange(0, 1e6, MinimumExcluded: true), 1),
            TaskOption.Number(ClipKey, "Most that a row may weigh where a policy is valued.", new NumberRange(1, 1000), 20),
        ],
    };

    /// <summary>What every arm earned an impression, of those that were shown; with an interval where a reward is a response or none.</summary>
    public IReadOnlyList<GroupRate> Rates(ModelSnapshot state)
    {
        TaskState read = Read(state);
        if (!IsPast(read, _arms))
            return [];
        BanditStatistics statistics = _arms.Statistics(read);
        return [.. _fields.Arm.Values.Select((name, arm) => (name, Pulls: (long)Math.Round(statistics.PullsOf(arm)), Rewards: statistics.RewardsOf(arm)[^1])).Where(arm => arm.Pulls > 0)
            .Select(arm => new GroupRate(_fields.Arm.Name, arm.name, arm.Pulls, Job.Contract.LabelKind == LabelKind.TwoClasses
                ? Estimate.Of(new Share((long)Math.Round(arm.Rewards), arm.Pulls).Interval)
                : new Estimate(arm.Rewards / arm.Pulls)))];
    }

    protected override IEnumerable<IStage> Course() => [.. _features.Stages, _arms, _policies];

    protected override TaskProgress Report(TaskState state, TaskProgress progress)
    {
        progress = progress with { Rows = _features.StatisticsOrNull(state)?.Rows ?? 0 };
        if (!IsPast(state, _policies))
            return progress;
        PolicyValueState valued = _policies.Of(state);
        ImmutableArray<PolicyValue> values = FederatedPolicyValue.Values(valued);
        ConfidenceInterval logged = FederatedPolicyValue.Logged(valued), own = values[0].Sums.Estimate(OffPolicyEstimator.DoublyRobust);
        return progress with
        {
            Figures =
            [
                new TaskFigure("logged", "mean reward of what was shown", logged.Estimate),
                .. _named.Zip(values).SelectMany(pair => Figures(pair.First, pair.Second)),
                new TaskFigure("held_out", "held-out impressions", valued.Rows),
            ],
            Headline = string.Create(
                CultureInfo.InvariantCulture,
                $"{own.Estimate:0.####} a row expected of this policy ({own.Lower:0.####} to {own.Upper:0.####}), {logged.Estimate:0.####} earned by what was shown, on {valued.Rows} held-out rows"),
        };
    }

    protected override TaskReport Present(TaskState state, ModelSnapshot? memory, ITaskRows? rows) => IsPast(state, _policies)
        ? new CreativePresentation(_named, Rules.Single(each => each.Word == Job.Options.Choice(PolicyKey)).Name, _fields.Arm.Values, _arms.Statistics(state), _policies.Of(state)).Report()
        : base.Present(state, memory, rows);

    protected override ScoredRows Score(TaskState state, ModelSnapshot? memory, LocalTable table, ScoreOptions options) => Prepare(state, memory)(table, options);

    protected override RowScorer Prepare(TaskState state, ModelSnapshot? memory)
    {
        FeaturePlan context = _fields.Context(state);
        LinearBandit bandit = _arms.Bandit(state);
        var policy = new ArmChances(bandit, _named[0].Policy);
        ulong seed = BinaryPrimitives.ReadUInt64LittleEndian(Job.Hash());
        return (table, options) => Choose(state, context, bandit, policy, seed, table, options);
    }

    private ScoredRows Choose(TaskState state, FeaturePlan context, LinearBandit bandit, ArmChances policy, ulong seed, LocalTable table, ScoreOptions options)
    {
        int width = bandit.Features;
        float[] contexts = CreativeFields.Encode(context, table);
        double[] chances = new double[bandit.Arms], expected = new double[bandit.Arms];
        var chosen = new int[table.RowCount];
        double[] score = new double[table.RowCount], probability = new double[table.RowCount], best = new double[table.RowCount];
        for (int row = 0; row < table.RowCount; row++)
        {
            ReadOnlySpan<float> own = contexts.AsSpan(row * width, width);
            policy.Of(own, chances);
            bandit.UpperConfidence(own, 0, expected);
            // The customer's own draw: asked again, the same customer in the same context is given the same arm.
            chosen[row] = ArmChances.Draw(chances, new SeededGenerator(SeededGenerator.Derive(seed, table.SplitKeys[row])).NextDouble());
            (score[row], probability[row], best[row]) = (expected[chosen[row]], chances[chosen[row]], expected.Max());
        }

        ScoreColumn[] columns =
        [
            new("arm", [.. chosen.Select(arm => _fields.Arm.Values[arm])]), new("expected_reward", score), new("probability", probability), new("best_expected_reward", best),
        ];
        return new ScoredRows(columns, isRanking: false, options.Reasons > 0 ? CreativeReasons.Of(context, bandit, contexts, chosen, table, _features.Columns, _features.Statistics(state), options.Reasons) : null);
    }

    private static IEnumerable<TaskFigure> Figures(NamedPolicy policy, PolicyValue value)
    {
        foreach ((OffPolicyEstimator estimator, string name, string words) in CreativePresentation.Estimators)
        {
            ConfidenceInterval interval = value.Sums.Estimate(estimator);
            yield return new TaskFigure($"{policy.Name}_{name}", $"mean reward of {policy.Words}, {words}", interval.Estimate);
            yield return new TaskFigure($"{policy.Name}_{name}_low", $"mean reward of {policy.Words}, {words}, lower end", interval.Lower);
            yield return new TaskFigure($"{policy.Name}_{name}_high", $"mean reward of {policy.Words}, {words}, upper end", interval.Upper);
        }
    }
}
