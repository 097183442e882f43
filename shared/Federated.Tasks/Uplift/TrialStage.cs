using Federated.Computations;
using Federated.Computations.Uplift;
using Federated.Learning.State;
using Federated.Tasks.Fitting;
using Federated.Tasks.Schema;
using Federated.Tasks.Stages;

namespace Federated.Tasks.Uplift;

/// <summary>The average effect of the contact, on all rows: nothing is fitted that would need some held out.</summary>
internal sealed class TrialStage(TrialFields fields) : Stage<TrialState, ITrialSums>("trial")
{
    public override int MostRounds => 2;

    /// <summary>The estimate.</summary>
    /// <exception cref="TaskStateException">It is not there yet.</exception>
    public TrialEstimate Estimate(TaskState state) => Of(state) is { Scatter: not null } done ? TrialEstimate.Of(done) : throw new TaskStateException("The job has not estimated the average effect yet.");

    /// <summary>What one partner's own rows say; null when they lack labels or one of the arms.</summary>
    public TrialMoments? Own(TaskState state, ITaskRows? own)
    {
        if (!OwnRows.HaveLabels(own))
            return null;
        try
        {
            return OwnRows.Alone(new FederatedTrial(), Start(state), Data(state, new TaskData(own!, 0, new NodeMemory()))).Moments;
        }
        catch (ContributionException)
        {
            return null;
        }
    }

    protected override IComputation<TrialState, ITrialSums> Computation(TaskState state) => new FederatedTrial();

    protected override TrialState Start(TaskState before) => new(Options(before));

    protected override TrialState Read(ModelSnapshot part, TaskState state) => TrialSnapshot.Read(part, Options(state));

    protected override ModelSnapshot Write(TrialState state) => TrialSnapshot.Write(state);

    protected override ITrialSums Data(TaskState state, TaskData data) =>
        new TrialBatches(fields.Plan(state).Width, fields.Batches(state, data, null).Select(batch => batch.WithContact()));

    private TrialOptions Options(TaskState state) => new() { Columns = fields.Plan(state).Width, RowBound = fields.RowBound(state) };
}
