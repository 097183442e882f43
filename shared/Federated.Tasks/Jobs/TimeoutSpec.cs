namespace Federated.Tasks.Jobs;

/// <summary>How long the coordinator waits, <c>timeouts:</c>.</summary>
public sealed record TimeoutSpec
{
    /// <summary><c>phase_seconds: 60</c>: time for one phase of a round in seconds, 1 to 86,400, default 60.</summary>
    public int PhaseSeconds { get; init; } = 60;
}
