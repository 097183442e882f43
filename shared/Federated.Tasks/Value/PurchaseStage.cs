using Federated.Computations;
using Federated.Computations.Regression;
using Federated.Learning.Linear;
using Federated.Learning.State;
using Federated.Tasks.Features;
using Federated.Tasks.Fitting;
using Federated.Tasks.Jobs;
using Federated.Tasks.Stages;

namespace Federated.Tasks.Value;

/// <summary>First part: whether a customer buys at all, by an exact joint logistic regression of "label above 0".</summary>
internal sealed class PurchaseStage(JobSpec job, FeatureStages features) : Stage<LogisticState, INewtonSums>("purchase")
{
    public override string? InsteadOfRows => null;

    public override int MostRounds => job.Training.Rounds;

    /// <summary>The logit of a purchase.</summary>
    /// <exception cref="TaskStateException">It is not fitted yet.</exception>
    public LinearModel Model(TaskState state) =>
        Of(state) is LogisticFitted fitted ? fitted.Fit.Model : throw new TaskStateException("The job has not fitted yet who buys.");

    protected override IComputation<LogisticState, INewtonSums> Computation(TaskState state) => new FederatedLogistic();

    protected override LogisticState Start(TaskState before) => new LogisticDescending(Options(before));

    protected override LogisticState Read(ModelSnapshot part, TaskState state) => LogisticSnapshot.Read(part, Options(state));

    protected override ModelSnapshot Write(LogisticState state) => LogisticSnapshot.Write(state);

    protected override INewtonSums Data(TaskState state, TaskData data) => features.Newton(state, data, new LabelAboveZero());

    private FederatedLogisticOptions Options(TaskState state) => new()
    {
        Columns = features.Plan(state).Width,
        RowBound = features.RowBound(state),
        Penalty = job.Model.Penalty,
        MaximumRounds = job.Training.Rounds,
    };
}
