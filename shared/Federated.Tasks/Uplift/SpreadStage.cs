using Federated.Computations;
using Federated.Computations.Uplift;
using Federated.Learning.State;
using Federated.Tasks.Schema;
using Federated.Tasks.Stages;

namespace Federated.Tasks.Uplift;

/// <summary>How the learners' predictions of the training rows are spread, so that bins can be laid.</summary>
internal sealed class SpreadStage(TrialFields fields, EffectLearners learners) : Stage<SpreadState, IEnumerable<double[][]>>("spread")
{
    public override int MostRounds => 1;

    /// <summary>Mean and standard deviation of a learner's predictions.</summary>
    /// <exception cref="TaskStateException">They are not known yet.</exception>
    public (double Mean, double Deviation) Of(TaskState state, Learner learner) => Of(state).Result is { IsDefault: false } known
        ? known[learners.All.IndexOf(learner)]
        : throw new TaskStateException("The job has not measured how its predictions are spread yet.");

    protected override IComputation<SpreadState, IEnumerable<double[][]>> Computation(TaskState state) => new FederatedSpread();

    protected override SpreadState Start(TaskState before) => new(learners.All.Length, fields.RowBound(before));

    protected override SpreadState Read(ModelSnapshot part, TaskState state) => SpreadSnapshot.Read(part, learners.All.Length, fields.RowBound(state));

    protected override ModelSnapshot Write(SpreadState state) => SpreadSnapshot.Write(state);

    protected override IEnumerable<double[][]> Data(TaskState state, TaskData data) => fields.Batches(state, data, RowPart.Training).Select(batch =>
        learners.All.Select(learner => learners.Effects(state, learner, batch.Customers)).ToArray());
}
