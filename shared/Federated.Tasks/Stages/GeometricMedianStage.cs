using Federated.Computations;
using Federated.Computations.Robust;
using Federated.Learning.State;

namespace Federated.Tasks.Stages;

/// <summary>
/// A stage whose mean is replaced by the geometric median of all partners (<see cref="FederatedGeometricMedian{TState, TData}"/>): four secure sums for each of its results. Between two of
/// them its part has the median's progress beside what is the stage's own; in the end it is the stage's own alone, like that of a job that takes the mean.
/// </summary>
internal sealed class GeometricMedianStage : IStage
{
    private static readonly GeometricMedianOptions Options = new();
    private readonly IStage _stage;
    private readonly FederatedGeometricMedian<TaskState, TaskData> _median;

    public GeometricMedianStage(IStage stage) => (_stage, _median) = (stage, new(new StageComputation(stage), Options));

    public string Name => _stage.Name;

    public int MostRounds => checked(_stage.MostRounds * (Options.Passes + 1));

    public bool IsOptional => _stage.IsOptional;

    public bool MayEndEarly => _stage.MayEndEarly;

    public string? InsteadOfRows => _stage.InsteadOfRows;

    public ModelSnapshot Begin(TaskState before) => Write(new GeometricMedianState<TaskState>(before.With(Name, _stage.Begin(before))));

    public bool IsDone(TaskState state) => _median.IsDone(Read(state));

    public ContributionSpec Specify(TaskState state) => _median.Specify(Read(state));

    public void Contribute(TaskState state, TaskData data, Contribution into)
    {
        (NodeMemory own, NodeMemory vector) = RobustMemory.Read(data.Memory.Current);
        _median.Contribute(Read(state), new GeometricMedianData<TaskData>(data with { Memory = own }, vector), into);
        data.Memory.Current = RobustMemory.Write(own, vector);
    }

    public ModelSnapshot Apply(TaskState state, SecureSum sum) => Write(_median.Apply(Read(state), sum));

    private GeometricMedianState<TaskState> Read(TaskState state)
    {
        ModelSnapshot part = state.Part(Name);
        if (!GeometricMedianSnapshot.IsUnderWay(part))
            return new GeometricMedianState<TaskState>(state);
        try
        {
            return GeometricMedianSnapshot.Read(part, own => state.With(Name, own), _median, Options);
        }
        catch (ContributionException fault)
        {
            throw new TaskStateException($"The part '{Name}' of the snapshot is not one that this job can have: {fault.Message}", fault);
        }
    }

    private ModelSnapshot Write(GeometricMedianState<TaskState> state) =>
        _median.IsDone(state) ? state.Inner.Part(Name) : GeometricMedianSnapshot.Write(state, inner => inner.Part(Name));
}
