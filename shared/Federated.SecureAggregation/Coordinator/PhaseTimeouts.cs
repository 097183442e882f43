namespace Federated.SecureAggregation.Coordinator;

/// <summary>How long each phase waits for members that have not answered. Every setter refuses anything but 1 ms .. 24 h.</summary>
public sealed record PhaseTimeouts
{
    /// <summary>Default 60 s.</summary>
    public TimeSpan Advertising { get; init => field = Checked(value); } = TimeSpan.FromSeconds(60);

    /// <summary>Default 60 s.</summary>
    public TimeSpan Sharing { get; init => field = Checked(value); } = TimeSpan.FromSeconds(60);

    /// <summary>Includes the members' local training. Default 10 min.</summary>
    public TimeSpan Collecting { get; init => field = Checked(value); } = TimeSpan.FromMinutes(10);

    /// <summary>Default 60 s.</summary>
    public TimeSpan Agreeing { get; init => field = Checked(value); } = TimeSpan.FromSeconds(60);

    /// <summary>Default 60 s.</summary>
    public TimeSpan Unmasking { get; init => field = Checked(value); } = TimeSpan.FromSeconds(60);

    private static TimeSpan Checked(TimeSpan value) =>
        value >= TimeSpan.FromMilliseconds(1) && value <= TimeSpan.FromHours(24)
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "A phase waits between 1 ms and 24 h.");
}
