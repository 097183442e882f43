using System.Collections.Immutable;
using Federated.Computations;
using Federated.Learning.Solvers;
using Federated.Learning.State;
using Federated.Tasks.Jobs;
using Federated.Tasks.Reports;
using Federated.Tasks.Schema;
using Federated.Tasks.Scores;

namespace Federated.Tasks.Stages;

/// <summary>
/// A task as a course of stages. A new task derives from this, lists its stages, and says what its result means: <see cref="Score(TaskState, ModelSnapshot?, LocalTable, ScoreOptions)"/>
/// for a partner's customers and <see cref="Report"/> for all together. Each stage has a part of the state and of a node's memory to itself.
/// </summary>
internal abstract class StagedTask(JobSpec job) : IJointTask
{
    private IReadOnlyList<IStage>? _stages;
    private Reading? _last;

    /// <summary>The job.</summary>
    protected JobSpec Job { get; } = job;

    private IReadOnlyList<IStage> Stages => _stages ??= [.. RobustCourse.Of(Job, Course())];

    /// <inheritdoc/>
    public IReadOnlyList<RowStage> RowStages => [.. Stages.Where(stage => stage.InsteadOfRows is not null).Select(stage => new RowStage(stage.Name, stage.InsteadOfRows!))];

    /// <inheritdoc/>
    public ModelSnapshot Begin() => Write(Enter(TaskState.Empty));

    /// <inheritdoc/>
    public RoundCohort? CohortOf(ModelSnapshot state)
    {
        TaskState read = Read(state);
        return Current(read) is ICohortStage stage ? stage.CohortOf(read) : null;
    }

    /// <inheritdoc/>
    public ModelSnapshot Enrol(ModelSnapshot state, IReadOnlyList<string> members)
    {
        ArgumentNullException.ThrowIfNull(members);
        TaskState read = Read(state);
        return read.Stage < Stages.Count && Stages[read.Stage] is DrawStage draw && draw.Of(read).Members.IsEmpty ? Write(read.With(draw.Name, draw.Enrol(members))) : state;
    }

    /// <inheritdoc/>
    public ContributionSpec Specify(ModelSnapshot state)
    {
        TaskState read = Read(state);
        return Current(read).Specify(read);
    }

    /// <inheritdoc/>
    public void Contribute(ModelSnapshot state, TaskData data, Contribution into)
    {
        ArgumentNullException.ThrowIfNull(data);
        TaskState read = Read(state, data.Memory.Current);
        IStage stage = Current(read);
        var kept = read.Memory;
        var own = new NodeMemory { Current = kept.GetValueOrDefault(stage.Name) };
        try
        {
            stage.Contribute(read, data with { Memory = own }, into);
        }
        catch (Exception fault) when (IsOfTheNumbers(fault))
        {
            throw new ContributionException($"This node's rows cannot take part in stage '{stage.Name}': {fault.Message}", fault);
        }

        if (own.Current is not null)
            data.Memory.Current = SnapshotParts.Join(kept.SetItem(stage.Name, own.Current), new Dictionary<string, string>());
    }

    /// <inheritdoc/>
    public ModelSnapshot Apply(ModelSnapshot state, SecureSum sum)
    {
        TaskState read = Read(state);
        IStage stage = Current(read);
        TaskState next;
        try
        {
            next = read.With(stage.Name, stage.Apply(read, sum)) with { Round = read.Round + 1 };
        }
        catch (Exception fault) when (IsOfTheNumbers(fault))
        {
            throw new TaskStateException($"The sum of stage '{stage.Name}' cannot be used: {fault.Message}", fault);
        }

        while (next.Stage < Stages.Count && Stages[next.Stage].IsDone(next))
            next = Enter(next with { Stage = next.Stage + 1 });
        return Write(next);
    }

    /// <inheritdoc/>
    public bool IsDone(ModelSnapshot state) => Read(state).Stage == Stages.Count;

    /// <inheritdoc/>
    public TaskProgress Describe(ModelSnapshot state)
    {
        TaskState read = Read(state);
        int total = read.Stage == Stages.Count ? read.Round : Math.Max(read.Round + 1, Stages.Sum(stage => stage.MostRounds));
        TaskProgress progress = Report(read, new TaskProgress(TaskStateFormat.NameOf(read.Stage, Stages), read.Round, total, 0, null));
        return Job.Robust is { } robust && progress.Headline.Length > 0 ? progress with { Headline = $"{progress.Headline}, trained {robust.InWords}" } : progress;
    }

    /// <inheritdoc/>
    public ScoredRows Score(ModelSnapshot state, ModelSnapshot? memory, LocalTable table, ScoreOptions options)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(options);
        return Prepare(state, memory)(table, options);
    }

    /// <inheritdoc/>
    public RowScorer Prepare(ModelSnapshot state, ModelSnapshot? memory) => Prepare(Read(state, memory), memory);

    /// <inheritdoc/>
    public TaskReport Present(ModelSnapshot state, ModelSnapshot? memory, ITaskRows? rows)
    {
        TaskReport report = Present(Read(state, memory), memory, rows);
        return Job.Robust is { } robust ? report with { Summary = $"{report.Summary} The updates of a round were combined {robust.InWords}.".TrimStart() } : report;
    }

    /// <summary>The stages, in order; asked for once.</summary>
    protected abstract IEnumerable<IStage> Course();

    /// <summary>Adds to a progress what the state has found: rows, figures, the headline.</summary>
    protected abstract TaskProgress Report(TaskState state, TaskProgress progress);

    /// <summary>Scores rows; parts of stages that have not begun throw <see cref="TaskStateException"/> by themselves.</summary>
    protected abstract ScoredRows Score(TaskState state, ModelSnapshot? memory, LocalTable table, ScoreOptions options);

    /// <summary>A scorer that keeps what scoring needs of the state. By default it keeps the state that is read; a task that builds a model of it builds it here, once.</summary>
    protected virtual RowScorer Prepare(TaskState state, ModelSnapshot? memory) => (table, options) => Score(state, memory, table, options);

    /// <summary>What a partner is shown. By default the figures of all partners together.</summary>
    protected virtual TaskReport Present(TaskState state, ModelSnapshot? memory, ITaskRows? rows)
    {
        TaskProgress progress = Report(state, new TaskProgress(TaskStateFormat.NameOf(state.Stage, Stages), state.Round, state.Round, 0, null));
        return new TaskReport($"{Job.Task} over all partners", Sentence(progress.Headline), [.. progress.Figures.Take(4).Select(figure => KeyFigure.Of(figure.Words, figure.Value, FigureFormat.Number))], []);
    }

    // A headline stands alone in a list; in a text it is a sentence.
    private static string Sentence(string? headline) =>
        string.IsNullOrEmpty(headline) ? "" : $"{char.ToUpperInvariant(headline[0])}{headline[1..]}{(headline[^1] is '.' or '!' or '?' ? "" : ".")}";

    /// <summary>Whether a stage's result is there.</summary>
    protected static bool IsPast(TaskState state, IStage stage) => state.Parts.ContainsKey(stage.Name) && stage.IsDone(state);

    /// <summary>What a node kept for one stage.</summary>
    protected static ModelSnapshot? MemoryOf(ModelSnapshot? memory, IStage stage) => MemoryOf(memory).GetValueOrDefault(stage.Name);

    /// <summary>Reads a state of this job.</summary>
    /// <exception cref="TaskStateException">The snapshot is not one.</exception>
    protected TaskState Read(ModelSnapshot snapshot)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        if (_last is { } known && ReferenceEquals(known.Snapshot, snapshot))
            return known.State;
        var read = new Reading(snapshot, TaskStateFormat.Read(snapshot, Job.Task, Stages));
        _last = read;
        return read.State;
    }

    private TaskState Read(ModelSnapshot snapshot, ModelSnapshot? memory) => Read(snapshot) with { Memory = MemoryOf(memory) };

    private static ImmutableSortedDictionary<string, ModelSnapshot> MemoryOf(ModelSnapshot? memory) =>
        memory is null ? TaskState.Empty.Parts : SnapshotParts.Split(memory);

    // What numbers that nobody foresaw lead to, a matrix that cannot be inverted for one: it ends the job with a reason, not the program.
    private static bool IsOfTheNumbers(Exception fault) =>
        fault is ArgumentException or InvalidOperationException or ArithmeticException or NotPositiveDefiniteException;

    private ModelSnapshot Write(TaskState state) => TaskStateFormat.Write(state, Job.Task, Stages);

    private TaskState Enter(TaskState state) => state.Stage == Stages.Count ? state : state.With(Stages[state.Stage].Name, Stages[state.Stage].Begin(state));

    private IStage Current(TaskState state) => state.Stage < Stages.Count ? Stages[state.Stage] : throw new TaskStateException("The job is done: no round is left.");

    private sealed record Reading(ModelSnapshot Snapshot, TaskState State);
}
