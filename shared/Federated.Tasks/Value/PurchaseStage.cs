using Federated.Computations;
using Federated.Computations.Regression;
using Federated.Learning.Linear;
using Federated.Learning.State;
using Federated.Learning.Training;
using Federated.Tasks.Fitting;
using Federated.Tasks.Jobs;
using Federated.Tasks.Schema;
using Federated.Tasks.Stages;

namespace Federated.Tasks.Value;

/// <summary>First part: whether a customer buys at all, by an exact joint logistic regression of "label above 0".</summary>
internal sealed class PurchaseStage(JobSpec job, FeatureStages features) : Stage<LogisticState, INewtonSums>("purchase")
{
    public override int MostRounds => job.Training.Rounds;

    /// <summary>The logit of a purchase.</summary>
    /// <exception cref="TaskStateException">It is not fitted yet.</exception>
    public LinearModel Model(TaskState state) =>
        Of(state) is LogisticFitted fitted ? fitted.Fit.Model : throw new TaskStateException("The job has not fitted yet who buys.");

    /// <summary>Encoded rows, the label 1 of those who bought, else 0.</summary>
    public static LabelledRows Bought(LabelledRows rows) => new(rows.Features, rows.Columns, Array.ConvertAll(rows.Labels.ToArray(), label => label > 0 ? 1f : 0f));

    protected override IComputation<LogisticState, INewtonSums> Computation(TaskState state) => new FederatedLogistic();

    protected override LogisticState Start(TaskState before) => new LogisticDescending(Options(before));

    protected override LogisticState Read(ModelSnapshot part, TaskState state) => LogisticSnapshot.Read(part, Options(state));

    protected override ModelSnapshot Write(LogisticState state) => LogisticSnapshot.Write(state);

    protected override INewtonSums Data(TaskState state, TaskData data) =>
        new LabelledBatches(features.Plan(state).Width, features.Encoded(state, data, RowPart.Training).Select(Bought));

    private FederatedLogisticOptions Options(TaskState state) => new()
    {
        Columns = features.Plan(state).Width,
        RowBound = features.RowBound(state),
        Penalty = job.Model.Penalty,
        MaximumRounds = job.Training.Rounds,
    };
}
