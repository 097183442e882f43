using Federated.Computations;
using Federated.Computations.Amounts;
using Federated.Learning.State;
using Federated.Tasks.Features;
using Federated.Tasks.Fitting;
using Federated.Tasks.Stages;

namespace Federated.Tasks.Value;

/// <summary>From logarithms back to money: the joint mean of exp(error) over the buyers among the training rows.</summary>
internal sealed class SmearingStage(AmountStage amounts, FeatureStages features) : Stage<SmearingState, ISmearingSums>("smearing")
{
    public override string? InsteadOfRows => null;

    public override int MostRounds => 1;

    /// <summary>What exp(model) is multiplied by.</summary>
    /// <exception cref="TaskStateException">It is not known yet.</exception>
    public double Factor(TaskState state) => Of(state).Result?.Factor ?? throw new TaskStateException("The job does not know its smearing factor yet.");

    protected override IComputation<SmearingState, ISmearingSums> Computation(TaskState state) => new FederatedSmearing();

    protected override SmearingState Start(TaskState before) => new(amounts.Model(before));

    protected override SmearingState Read(ModelSnapshot part, TaskState state) => SmearingSnapshot.Read(part, amounts.Model(state));

    protected override ModelSnapshot Write(SmearingState state) => SmearingSnapshot.Write(state);

    protected override ISmearingSums Data(TaskState state, TaskData data) => features.Errors(state, data, amounts.Target);
}
