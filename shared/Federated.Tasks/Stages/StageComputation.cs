using Federated.Computations;

namespace Federated.Tasks.Stages;

/// <summary>A stage as the computation that it is, so that another may be put around it. Its state is the task's, in which the stage's part is as the stage alone would have it.</summary>
internal sealed class StageComputation(IStage stage) : IComputation<TaskState, TaskData>
{
    public ContributionSpec Specify(TaskState state) => stage.Specify(state);

    public void Contribute(TaskState state, TaskData data, Contribution into) => stage.Contribute(state, data, into);

    public TaskState Apply(TaskState state, SecureSum sum) => state.With(stage.Name, stage.Apply(state, sum));

    public bool IsDone(TaskState state) => stage.IsDone(state);
}
