using System.Collections.Immutable;
using Federated.Computations;
using Federated.Computations.Regression;
using Federated.Learning.Linear;
using Federated.Learning.State;
using Federated.Learning.Training;
using Federated.Tasks.Stages;

namespace Federated.Tasks.Uplift;

/// <summary>An exact joint ridge regression, in one round.</summary>
/// <param name="name">Of the stage.</param>
/// <param name="options">As the state shapes them.</param>
/// <param name="rows">A node's rows with their targets.</param>
internal sealed class RidgeStage(string name, Func<TaskState, FederatedRidgeOptions> options, Func<TaskState, TaskData, IEnumerable<LabelledRows>> rows)
    : Stage<RidgeState, IGramSums>(name), ILinearStage
{
    public override int MostRounds => 1;

    public LinearModel Model(TaskState state) => Computed(state).Fit.Model;

    /// <summary>Standard errors of the weights.</summary>
    public ImmutableArray<double> Errors(TaskState state) => Computed(state).Fit.StandardErrors;

    protected override IComputation<RidgeState, IGramSums> Computation(TaskState state) => new FederatedRidge();

    protected override RidgeState Start(TaskState before) => new RidgeRequested(options(before));

    protected override RidgeState Read(ModelSnapshot part, TaskState state) => part.Tensors.IsEmpty ? new RidgeRequested(options(state)) : RidgeSnapshot.Read(part, options(state));

    protected override ModelSnapshot Write(RidgeState state) => state is RidgeComputed computed ? RidgeSnapshot.Write(computed) : new ModelSnapshot([]);

    protected override IGramSums Data(TaskState state, TaskData data) => new LabelledBatches(options(state).Columns, rows(state, data));

    private RidgeComputed Computed(TaskState state) => Of(state) as RidgeComputed ?? throw new TaskStateException($"The job has not fitted '{Name}' yet.");
}
