using Federated.Computations;
using Federated.Computations.Robust;
using Federated.Learning.State;
using Federated.Tasks.Jobs;

namespace Federated.Tasks.Stages;

/// <summary>
/// A stage whose mean is replaced by a robust mean over the means of groups (<see cref="FederatedGroups{TState, TData}"/>): for each of its results every group has a round of its own, one after the
/// other. Between two of them its part has the groups' means beside what is the stage's own; in the end it is the stage's own alone, like that of a job that takes the mean.
/// </summary>
internal sealed class GroupedStage(IStage stage, DrawStage draw, JobSpec job) : ICohortStage
{
    private readonly StageComputation _computation = new(stage);

    public string Name => stage.Name;

    public int MostRounds => checked(stage.MostRounds * job.Robust!.LeastParts);

    public bool IsOptional => stage.IsOptional;

    public bool MayEndEarly => stage.MayEndEarly;

    public string? InsteadOfRows => stage.InsteadOfRows;

    public RoundCohort? CohortOf(TaskState state) => new(Groups(state).Turn(Read(state)), job.Cohort.Minimum);

    public ModelSnapshot Begin(TaskState before)
    {
        var begun = new GroupedState<TaskState>(before.With(Name, stage.Begin(before)));
        return stage.IsDone(begun.Inner) ? begun.Inner.Part(Name) : GroupedSnapshot.Write(begun, inner => inner.Part(Name));
    }

    public bool IsDone(TaskState state) => stage.IsDone(Read(state).Inner);

    public ContributionSpec Specify(TaskState state) => Groups(state).Specify(Read(state));

    public void Contribute(TaskState state, TaskData data, Contribution into)
    {
        TaskMember member = DrawStage.MemberOf(data);
        draw.RequireWitnessed(state, member);
        Groups(state).Contribute(Read(state), new GroupMember<TaskData>(member.Name, data), into);
    }

    public ModelSnapshot Apply(TaskState state, SecureSum sum)
    {
        GroupedState<TaskState> next = Groups(state).Apply(Read(state), sum);
        return stage.IsDone(next.Inner) ? next.Inner.Part(Name) : GroupedSnapshot.Write(next, inner => inner.Part(Name));
    }

    private FederatedGroups<TaskState, TaskData> Groups(TaskState state) => draw.Groups(state, _computation);

    // A part without groups is one that is done; or of one partner alone, which may have ended early.
    private GroupedState<TaskState> Read(TaskState state)
    {
        ModelSnapshot part = state.Part(Name);
        if (!GroupedSnapshot.IsUnderWay(part))
            return new GroupedState<TaskState>(state);
        try
        {
            return GroupedSnapshot.Read(part, own => state.With(Name, own), Groups(state));
        }
        catch (ContributionException fault)
        {
            throw new TaskStateException($"The part '{Name}' of the snapshot is not one that this job can have: {fault.Message}", fault);
        }
    }
}
