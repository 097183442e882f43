using Federated.Computations;
using Federated.Computations.Bandits;
using Federated.Learning.Bandits;
using Federated.Learning.State;
using Federated.Tasks.Features;
using Federated.Tasks.Fitting;
using Federated.Tasks.Schema;
using Federated.Tasks.Stages;

namespace Federated.Tasks.Creative;

/// <summary>What every arm earned, over the rows of all partners that are not held out, in one round.</summary>
internal sealed class ArmStage(CreativeFields fields, FeatureStages features, double penalty) : Stage<BanditState, IBanditSums>("arms")
{
    public override int MostRounds => 1;

    /// <summary>The joint sums.</summary>
    /// <exception cref="TaskStateException">They are not summed yet.</exception>
    public BanditStatistics Statistics(TaskState state) => Of(state).Statistics ?? throw new TaskStateException("The job has not summed what its arms earned yet.");

    /// <summary>What is known of the arms.</summary>
    /// <exception cref="TaskStateException">The arms are not summed yet.</exception>
    public LinearBandit Bandit(TaskState state) => LinearBandit.Fit(Statistics(state), penalty);

    protected override IComputation<BanditState, IBanditSums> Computation(TaskState state) => new FederatedBandit();

    protected override BanditState Start(TaskState before) => new(Request(before));

    protected override BanditState Read(ModelSnapshot part, TaskState state) => BanditSnapshot.Read(part, Request(state));

    protected override ModelSnapshot Write(BanditState state) => BanditSnapshot.Write(state);

    protected override IBanditSums Data(TaskState state, TaskData data)
    {
        FeaturePlan context = fields.Context(state);
        return new BanditBatches(new[] { RowPart.Training, RowPart.Validation }
            .SelectMany(part => features.Rows.Batches(data.Rows, part)).Select(batch => fields.Pulls(context, batch)));
    }

    private BanditRequest Request(TaskState state) => new(fields.Arm.Values.Count, fields.Context(state).Width + 1, features.RowBound(state), fields.RewardBound);
}
