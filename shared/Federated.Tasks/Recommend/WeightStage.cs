using Federated.Computations;
using Federated.Learning.Factorization;
using Federated.Learning.Modules;
using Federated.Learning.State;
using Federated.Tasks.Stages;

namespace Federated.Tasks.Recommend;

/// <summary>The joint weights, solved on the coordinator as soon as the counts and λ are there: no round.</summary>
internal sealed class WeightStage(CountStage counts, EaseRecommendation recommendation) : IStage
{
    public string Name => "weights";

    public int MostRounds => 0;

    public bool IsOptional => false;

    public bool MayEndEarly => false;

    public string? InsteadOfRows => null;

    public ModelSnapshot Begin(TaskState before) => EaseFit.Of(counts.Counts(before), recommendation.Penalty(before)).ToSnapshot();

    // Reading it is the check: what came over the wire is done when it holds weights.
    public bool IsDone(TaskState state) => Model(state).Items > 0;

    public ContributionSpec Specify(TaskState state) => throw NoRound();

    public void Contribute(TaskState state, TaskData data, Contribution into) => throw NoRound();

    public ModelSnapshot Apply(TaskState state, SecureSum sum) => throw NoRound();

    /// <exception cref="TaskStateException">The part is not one that this job can have.</exception>
    public EaseModel Model(TaskState state)
    {
        EaseModel model;
        try
        {
            model = EaseModel.FromSnapshot(state.Part(Name));
        }
        catch (ModelMismatchException fault)
        {
            throw new TaskStateException($"The part '{Name}' of the snapshot is not one that this job can have: {fault.Message}", fault);
        }

        return model.Items == counts.Counts(state).Items ? model : throw new TaskStateException($"The weights are of {model.Items} items, not of the job's. Use the model that this job released.");
    }

    private static InvalidOperationException NoRound() => new("The weights follow from the counts; they take no round.");
}
