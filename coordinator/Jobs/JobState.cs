namespace Federated.Coordinator.Jobs;

/// <summary>Where a job stands. The last three are final.</summary>
internal enum JobState
{
    Queued,
    Running,
    Completed,
    Failed,
    Cancelled,
}
