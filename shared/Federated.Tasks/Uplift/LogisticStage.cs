using Federated.Computations;
using Federated.Computations.Regression;
using Federated.Learning.Linear;
using Federated.Learning.State;
using Federated.Learning.Training;
using Federated.Tasks.Stages;

namespace Federated.Tasks.Uplift;

/// <summary>An exact joint logistic regression, a Newton step a round.</summary>
/// <param name="name">Of the stage.</param>
/// <param name="options">As the state shapes them.</param>
/// <param name="mostRounds">Most rounds, also in the options.</param>
/// <param name="rows">A node's rows with their classes.</param>
internal sealed class LogisticStage(string name, Func<TaskState, FederatedLogisticOptions> options, int mostRounds, Func<TaskState, TaskData, IEnumerable<LabelledRows>> rows)
    : Stage<LogisticState, INewtonSums>(name), ILinearStage
{
    public override int MostRounds => mostRounds;

    public LinearModel Model(TaskState state) => Of(state) is LogisticFitted fitted ? fitted.Fit.Model : throw new TaskStateException($"The job has not fitted '{Name}' yet.");

    protected override IComputation<LogisticState, INewtonSums> Computation(TaskState state) => new FederatedLogistic();

    protected override LogisticState Start(TaskState before) => new LogisticDescending(options(before));

    protected override LogisticState Read(ModelSnapshot part, TaskState state) => LogisticSnapshot.Read(part, options(state));

    protected override ModelSnapshot Write(LogisticState state) => LogisticSnapshot.Write(state);

    protected override INewtonSums Data(TaskState state, TaskData data) => new LabelledBatches(options(state).Columns, rows(state, data));
}
