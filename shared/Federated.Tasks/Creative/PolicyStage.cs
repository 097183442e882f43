using System.Collections.Immutable;
using Federated.Computations;
using Federated.Computations.Bandits;
using Federated.Learning.Bandits;
using Federated.Learning.State;
using Federated.Tasks.Features;
using Federated.Tasks.Fitting;
using Federated.Tasks.Schema;
using Federated.Tasks.Stages;

namespace Federated.Tasks.Creative;

/// <summary>What policies would earn, on everybody's held-out choices and in one round; the arms' expected rewards are of rows that are not held out.</summary>
internal sealed class PolicyStage(CreativeFields fields, ArmStage arms, FeatureStages features, ImmutableArray<NamedPolicy> policies, double clip)
    : Stage<PolicyValueState, IEnumerable<LoggedChoices>>("policies")
{
    public override int MostRounds => 1;

    protected override IComputation<PolicyValueState, IEnumerable<LoggedChoices>> Computation(TaskState state) => new FederatedPolicyValue();

    protected override PolicyValueState Start(TaskState before) => new(Request(before));

    protected override PolicyValueState Read(ModelSnapshot part, TaskState state) => PolicyValueSnapshot.Read(part, Request(state));

    protected override ModelSnapshot Write(PolicyValueState state) => PolicyValueSnapshot.Write(state);

    protected override IEnumerable<LoggedChoices> Data(TaskState state, TaskData data)
    {
        FeaturePlan context = fields.Context(state);
        LinearBandit bandit = arms.Bandit(state);
        ArmChances[] chances = [.. policies.Select(policy => new ArmChances(bandit, policy.Policy))];
        return features.Rows.Batches(data.Rows, RowPart.Test).Select(fields.Judging).Where(batch => batch.RowCount > 0).Select(batch => Choices(context, bandit, chances, batch));
    }

    private LoggedChoices Choices(FeaturePlan context, LinearBandit bandit, ArmChances[] policies, LocalTable table)
    {
        int count = bandit.Arms, width = bandit.Features;
        float[] contexts = CreativeFields.Encode(context, table);
        var expected = new double[table.RowCount * count];
        double[][] chances = [.. policies.Select(_ => new double[expected.Length])];
        for (int row = 0; row < table.RowCount; row++)
        {
            ReadOnlySpan<float> own = contexts.AsSpan(row * width, width);
            bandit.UpperConfidence(own, 0, expected.AsSpan(row * count, count));
            for (int policy = 0; policy < policies.Length; policy++)
                policies[policy].Of(own, chances[policy].AsSpan(row * count, count));
        }

        double[] rewards = [.. table.Labels.ToArray().Select(label => (double)label)];
        return new LoggedChoices(
            table.Categories(fields.Arm.Name).ToArray(), table.Numbers(fields.Propensity).ToArray(), rewards, expected, [.. chances.Select(each => (ReadOnlyMemory<double>)each)]);
    }

    private PolicyValueRequest Request(TaskState state) => new(policies.Length, arms.Statistics(state).Arms, features.RowBound(state), fields.RewardBound, clip);
}
