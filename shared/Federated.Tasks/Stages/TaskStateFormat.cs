using System.Globalization;
using Federated.Learning.State;

namespace Federated.Tasks.Stages;

/// <summary>The state as a snapshot: <see cref="SnapshotParts"/>, and as metadata <c>task</c>, <c>stage</c> (its name, or "done") and <c>rounds</c>.</summary>
internal static class TaskStateFormat
{
    public const string Done = "done";
    private const int MostRounds = 1_000_000;

    public static ModelSnapshot Write(TaskState state, string task, IReadOnlyList<IStage> stages) => SnapshotParts.Join(state.Parts, new Dictionary<string, string>
    {
        ["task"] = task,
        ["stage"] = NameOf(state.Stage, stages),
        ["rounds"] = state.Round.ToString(CultureInfo.InvariantCulture),
    });

    /// <summary>Reads a state in which the stages before the one under way have their results, that one has begun and is not done, and later ones have not begun.</summary>
    /// <exception cref="TaskStateException">The snapshot is not such a state of this task.</exception>
    public static TaskState Read(ModelSnapshot snapshot, string task, IReadOnlyList<IStage> stages)
    {
        if (snapshot.Metadata.GetValueOrDefault("task") != task)
            throw new TaskStateException($"The snapshot is not a state of task '{task}'. Use the model that this job released.");
        string? name = snapshot.Metadata.GetValueOrDefault("stage");
        int stage = Enumerable.Range(0, stages.Count + 1).FirstOrDefault(index => NameOf(index, stages) == name, -1);
        if (stage < 0)
            throw new TaskStateException("The snapshot does not say which stage of this job it is of. Use the model that this job released.");
        if (!int.TryParse(snapshot.Metadata.GetValueOrDefault("rounds"), NumberStyles.None, CultureInfo.InvariantCulture, out int rounds) || rounds > MostRounds)
            throw new TaskStateException("The snapshot does not say how many rounds it has had.");
        var state = new TaskState(stage, rounds, SnapshotParts.Split(snapshot));
        int begun = Math.Min(stage + 1, stages.Count);
        IStage[] there = [.. stages.Take(begun).Where(each => state.Parts.ContainsKey(each.Name))];
        bool isComplete = stages.Take(begun).Except(there).All(each => each.IsOptional && stage == stages.Count);
        if (state.Parts.Count != there.Length || !isComplete)
            throw new TaskStateException($"The snapshot does not have the parts of a job in stage '{name}'. Use the model that this job released.");
        foreach (IStage each in there)
        {
            bool isUnderWay = stage < stages.Count && each == stages[stage];
            bool hasEndedEarly = stage == stages.Count && each.MayEndEarly;
            if (each.IsDone(state) == isUnderWay && !hasEndedEarly)
            {
                throw new TaskStateException(isUnderWay
                    ? $"The snapshot says that it is in stage '{name}', but its part '{each.Name}' has no round left."
                    : $"The part '{each.Name}' of the snapshot lacks its result, though it says that it is in stage '{name}'. Use the model that this job released.");
            }
        }

        return state;
    }

    public static string NameOf(int stage, IReadOnlyList<IStage> stages) => stage == stages.Count ? Done : stages[stage].Name;
}
