namespace Federated.Coordinator.Jobs;

/// <summary>A line of a job's history.</summary>
internal sealed record JobEvent(long Sequence, DateTimeOffset At, string Text);
