using Federated.Computations;
using Federated.Learning.Modules;
using Federated.Learning.State;

namespace Federated.Tasks.Stages;

/// <summary>A stage that is one <see cref="IComputation{TState, TData}"/>.</summary>
/// <typeparam name="TState">The computation's state, which is also its result when the stage is done.</typeparam>
/// <typeparam name="TData">What the computation wants of a node's rows.</typeparam>
internal abstract class Stage<TState, TData>(string name) : IStage
{
    private Reading? _last;

    /// <inheritdoc/>
    public string Name { get; } = name;

    /// <inheritdoc/>
    public abstract int MostRounds { get; }

    /// <inheritdoc/>
    public virtual bool IsOptional => false;

    /// <inheritdoc/>
    public virtual bool MayEndEarly => false;

    /// <inheritdoc/>
    public virtual string? InsteadOfRows => RowStage.NothingInstead;

    /// <inheritdoc/>
    public ModelSnapshot Begin(TaskState before) => Write(Start(before));

    /// <inheritdoc/>
    public bool IsDone(TaskState state) => Computation(state).IsDone(Of(state));

    /// <inheritdoc/>
    public ContributionSpec Specify(TaskState state) => Computation(state).Specify(Of(state));

    /// <inheritdoc/>
    public void Contribute(TaskState state, TaskData data, Contribution into) => Computation(state).Contribute(Of(state), Data(state, data), into);

    /// <inheritdoc/>
    public ModelSnapshot Apply(TaskState state, SecureSum sum) => Write(Computation(state).Apply(Of(state), sum));

    /// <summary>The stage's state as the task's state holds it; its result when the stage is done.</summary>
    /// <exception cref="TaskStateException">The part is not one that this stage can have.</exception>
    public TState Of(TaskState state)
    {
        ModelSnapshot part = state.Part(Name);
        if (_last is { } known && ReferenceEquals(known.Part, part))
            return known.State;
        try
        {
            // A part belongs to one course of a job: what stood before it stays as it is. States are immutable, so that many may have the same one.
            var read = new Reading(part, Read(part, state));
            _last = read;
            return read.State;
        }
        catch (Exception fault) when (fault is ContributionException or ModelMismatchException or ArgumentException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new TaskStateException($"The part '{Name}' of the snapshot is not one that this job can have: {fault.Message}", fault);
        }
    }

    /// <summary>The computation, as the results of earlier stages shape it.</summary>
    protected abstract IComputation<TState, TData> Computation(TaskState state);

    /// <summary>The computation's state before its first round.</summary>
    protected abstract TState Start(TaskState before);

    /// <summary>Reads what <see cref="Write"/> wrote. It comes from the other side as often as not: every shape, range and finite value is checked.</summary>
    protected abstract TState Read(ModelSnapshot part, TaskState state);

    /// <summary>The state as a snapshot.</summary>
    protected abstract ModelSnapshot Write(TState state);

    /// <summary>What the computation wants of the node's rows. May be lazy: it is asked for only on the node.</summary>
    protected abstract TData Data(TaskState state, TaskData data);

    private sealed record Reading(ModelSnapshot Part, TState State);
}
