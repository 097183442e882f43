using Federated.Computations;
using Federated.Computations.Regression;
using Federated.Learning.Linear;
using Federated.Learning.State;
using Federated.Tasks.Features;
using Federated.Tasks.Fitting;
using Federated.Tasks.Jobs;
using Federated.Tasks.Stages;

namespace Federated.Tasks.Value;

/// <summary>Second part: the logarithm of what a buyer spends, by an exact joint ridge regression over the rows whose label is above 0.</summary>
internal sealed class AmountStage(JobSpec job, FeatureStages features) : Stage<RidgeState, IGramSums>("amount")
{
    public override string? InsteadOfRows => null;

    public override int MostRounds => 1;

    /// <summary>Least amount that counts as itself, as a share of the largest that the contract accepts.</summary>
    private const double LeastShare = 1e-9;

    /// <summary>The logarithm of an amount.</summary>
    /// <exception cref="TaskStateException">It is not fitted yet.</exception>
    public LinearModel Model(TaskState state) =>
        Of(state) is RidgeComputed computed ? computed.Fit.Model : throw new TaskStateException("The job has not fitted yet what buyers spend.");

    /// <summary>What the model is fitted to: the logarithm of a share of the contract's largest amount, so that the bound on it does not depend on the currency.</summary>
    public LabelFormula Target => new LogarithmOfShare(job.Contract.Label!.Maximum, LeastShare);

    protected override IComputation<RidgeState, IGramSums> Computation(TaskState state) => new FederatedRidge();

    protected override RidgeState Start(TaskState before) => new RidgeRequested(Options(before));

    protected override RidgeState Read(ModelSnapshot part, TaskState state) =>
        part.Tensors.IsEmpty ? new RidgeRequested(Options(state)) : RidgeSnapshot.Read(part, Options(state));

    protected override ModelSnapshot Write(RidgeState state) => state is RidgeComputed computed ? RidgeSnapshot.Write(computed) : new ModelSnapshot([]);

    protected override IGramSums Data(TaskState state, TaskData data) => features.Products(state, data, Target);

    private FederatedRidgeOptions Options(TaskState state) => new()
    {
        Columns = features.Plan(state).Width,
        RowBound = features.RowBound(state),
        TargetBound = -Math.Log(LeastShare) * 1.001,
        Penalty = job.Model.Penalty,
    };
}
