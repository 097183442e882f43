using Federated.Computations;
using Federated.Computations.Regression;
using Federated.Learning.Linear;
using Federated.Learning.State;
using Federated.Tasks.Features;
using Federated.Tasks.Fitting;
using Federated.Tasks.Jobs;
using Federated.Tasks.Stages;

namespace Federated.Tasks.TwoClass;

/// <summary>Exact logistic regression: a Newton step a round, on the sums of all partners' gradients and Hessians.</summary>
internal sealed class NewtonStage(JobSpec job, FeatureStages features) : Stage<LogisticState, INewtonSums>("training")
{
    public override string? InsteadOfRows => null;

    public override int MostRounds => job.Training.Rounds;

    /// <summary>The joint regression.</summary>
    /// <exception cref="TaskStateException">It is not fitted yet.</exception>
    public LinearModel Result(TaskState state) => Of(state) switch
    {
        LogisticFitted fitted => fitted.Fit.Model,
        LogisticDescending descending => new LinearModel(descending.Coefficients[..^1], descending.Coefficients[^1]),
        _ => throw new TaskStateException("The regression is not fitted yet."),
    };

    protected override IComputation<LogisticState, INewtonSums> Computation(TaskState state) => new FederatedLogistic();

    protected override LogisticState Start(TaskState before) => new LogisticDescending(Options(before));

    protected override LogisticState Read(ModelSnapshot part, TaskState state) => LogisticSnapshot.Read(part, Options(state));

    protected override ModelSnapshot Write(LogisticState state) => LogisticSnapshot.Write(state);

    protected override INewtonSums Data(TaskState state, TaskData data) => features.Newton(state, data, new LabelItself());

    private FederatedLogisticOptions Options(TaskState state) => new()
    {
        Columns = features.Plan(state).Width,
        RowBound = features.RowBound(state),
        Penalty = job.Model.Penalty,
        MaximumRounds = job.Training.Rounds,
    };
}
