namespace Federated.Coordinator.Jobs;

/// <summary>A submitted job.</summary>
/// <param name="Id">Its name and the beginning of its hash.</param>
/// <param name="Name">The document's name.</param>
/// <param name="Task">The document's task.</param>
/// <param name="Document">Canonical YAML.</param>
/// <param name="Hash">SHA-256 of <paramref name="Document"/>.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Detail">The latest word on it, for people.</param>
/// <param name="Round">The round that comes next, or is under way; from 1.</param>
/// <param name="SnapshotHash">The state after the last sealed round.</param>
/// <param name="SubmittedAt">When it was submitted.</param>
/// <param name="FinishedAt">When it ended; null until then.</param>
internal sealed record Job(
    string Id, string Name, string Task, string Document, byte[] Hash, JobState State, string? Detail, int Round, byte[] SnapshotHash,
    DateTimeOffset SubmittedAt, DateTimeOffset? FinishedAt)
{
    public bool IsFinal => State is JobState.Completed or JobState.Failed or JobState.Cancelled;
}
