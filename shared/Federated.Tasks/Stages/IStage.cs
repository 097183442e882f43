using Federated.Computations;
using Federated.Learning.State;

namespace Federated.Tasks.Stages;

/// <summary>
/// One step of a task's course: a joint computation that keeps its state, and in the end its result, as one part of the task's state. A stage may read the
/// parts of the stages before it, and nothing else. Written as a <see cref="Stage{TState, TData}"/> unless its state is unusual.
/// </summary>
internal interface IStage
{
    /// <summary>Lower case, words joined by '_', unique in the task: the name of its part.</summary>
    string Name { get; }

    /// <summary>Rounds that it takes at most.</summary>
    int MostRounds { get; }

    /// <summary>Whether a finished state may do without its part: a stage that only compares, which a model of one partner's rows alone never went through.</summary>
    bool IsOptional { get; }

    /// <summary>Whether a finished state may hold its part after fewer rounds than the job has: averaging, which a partner that trains alone ends when its validation rows say so.</summary>
    bool MayEndEarly { get; }

    /// <summary>
    /// Null when sums that a database computes are enough for it (<see cref="Features.ISummedRows"/>); else how a job goes without it, as it reads single rows on the node.
    /// </summary>
    string? InsteadOfRows { get; }

    /// <summary>Its part when the stage begins.</summary>
    ModelSnapshot Begin(TaskState before);

    /// <summary>Whether its part is the result.</summary>
    /// <exception cref="TaskStateException">The part is not one that this stage can have.</exception>
    bool IsDone(TaskState state);

    /// <summary>The form of the next round's contributions.</summary>
    ContributionSpec Specify(TaskState state);

    /// <summary>On the node.</summary>
    void Contribute(TaskState state, TaskData data, Contribution into);

    /// <summary>On the coordinator: its part after the round.</summary>
    ModelSnapshot Apply(TaskState state, SecureSum sum);
}
