using System.Collections.Immutable;
using Federated.Learning.State;

namespace Federated.Tasks.Stages;

/// <summary>A task's state: how far it is, and a part for each stage that has begun. Immutable.</summary>
/// <param name="Stage">Index of the stage under way; the number of stages when all are done.</param>
/// <param name="Round">Rounds applied so far, of all stages.</param>
/// <param name="Parts">By the stage's name.</param>
internal sealed record TaskState(int Stage, int Round, ImmutableSortedDictionary<string, ModelSnapshot> Parts)
{
    /// <summary>Before the first stage.</summary>
    public static TaskState Empty { get; } = new(0, 0, ImmutableSortedDictionary<string, ModelSnapshot>.Empty.WithComparers(StringComparer.Ordinal));

    /// <summary>
    /// What the node that reads this state kept in its rounds, by the stage's name: a stage may use what an earlier one kept, such as normalisations of its own.
    /// It is not part of the state that is written, so nothing of it leaves the node; empty on the coordinator.
    /// </summary>
    public ImmutableSortedDictionary<string, ModelSnapshot> Memory { get; init; } = ImmutableSortedDictionary<string, ModelSnapshot>.Empty.WithComparers(StringComparer.Ordinal);

    /// <summary>The part of a stage.</summary>
    /// <exception cref="TaskStateException">That stage has not begun.</exception>
    public ModelSnapshot Part(string name) => Parts.TryGetValue(name, out ModelSnapshot? part)
        ? part
        : throw new TaskStateException($"The snapshot has no part '{name}': its job has not come so far, or it belongs to another job.");

    /// <summary>The same with one part put in or replaced.</summary>
    public TaskState With(string name, ModelSnapshot part) => this with { Parts = Parts.SetItem(name, part) };
}
