using Federated.Computations;
using Federated.Computations.Robust;
using Federated.Learning.State;
using Federated.Tasks.Jobs;

namespace Federated.Tasks.Stages;

/// <summary>Draws who stands with whom, before the first stage whose mean is taken over groups: a draw that no party can choose (<see cref="FederatedDraw"/>), of the partners that are members when it begins.</summary>
internal sealed class DrawStage(JobSpec job) : Stage<DrawState, DrawMember>("groups"), ICohortStage
{
    // Two sums a draw.
    public override int MostRounds => 2 * FederatedDraw.MostDraws;

    public override bool IsOptional => true;

    public override string? InsteadOfRows => null;

    public RoundCohort? CohortOf(TaskState state) => new(Of(state).Committed, LeastPartners);

    private int LeastPartners => job.Robust!.LeastPartners(job.Cohort.Minimum);

    /// <summary>The part once the members are known.</summary>
    /// <exception cref="TaskStateException">They are too few.</exception>
    public ModelSnapshot Enrol(IReadOnlyList<string> members)
    {
        return members.Count >= LeastPartners
            ? Write(DrawState.Of(members))
            : throw new TaskStateException($"To train {job.Robust!.InWords}, the job needs {LeastPartners} partners ({job.Robust.LeastParts} groups of at least {job.Cohort.Minimum}), and the consortium has {members.Count}.");
    }

    /// <summary>The groups of a stage, of a draw that is done.</summary>
    /// <exception cref="ContributionException">Too few are left for the groups.</exception>
    public FederatedGroups<TaskState, TaskData> Groups(TaskState state, IComputation<TaskState, TaskData> stage)
    {
        DrawState drawn = Of(state);
        RobustSpec robust = job.Robust!;
        return new FederatedGroups<TaskState, TaskData>(stage, drawn.Committed, drawn.Result, new GroupedOptions
        {
            Rule = robust.Method == RobustMethod.Median ? RobustRule.Median : RobustRule.TrimmedMean,
            Byzantine = robust.Tolerate,
            LeastMembers = job.Cohort.Minimum,
            MostGroups = robust.LeastParts,
        });
    }

    /// <summary>On a node: requires that the groups are those that it saw drawn.</summary>
    /// <exception cref="ContributionException">They are not, or it did not see it.</exception>
    public void RequireWitnessed(TaskState state, TaskMember member) =>
        FederatedDraw.RequireWitnessed(Of(state), member.Name, new NodeMemory { Current = state.Memory.GetValueOrDefault(Name) });

    public static TaskMember MemberOf(TaskData data) => data.Member
        ?? throw new ContributionException("The groups of this job are drawn among partners, and nobody said which of them this is. Nothing was sent.");

    protected override IComputation<DrawState, DrawMember> Computation(TaskState state) => new FederatedDraw(LeastPartners);

    protected override DrawState Start(TaskState before) => DrawState.Empty;

    protected override DrawState Read(ModelSnapshot part, TaskState state) => DrawSnapshot.Read(part);

    protected override ModelSnapshot Write(DrawState state) => DrawSnapshot.Write(state);

    protected override DrawMember Data(TaskState state, TaskData data) => new(MemberOf(data).Name, MemberOf(data).Random, data.Memory);
}
