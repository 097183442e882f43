namespace Federated.Grpc;

/// <summary>What one call adds to its request.</summary>
public sealed record CallOptions
{
    /// <summary>No metadata, no deadline, not cancellable.</summary>
    public static CallOptions Default { get; } = new();

    /// <summary>Metadata to send; none by default.</summary>
    public Metadata? Headers { get; init; }

    /// <summary>The instant after which the caller no longer waits; none by default. With <see cref="Timeout"/> as well, the earlier one holds.</summary>
    public DateTimeOffset? Deadline { get; init; }

    /// <summary>How long the caller waits from the start of the call; none by default.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>Gives the call up, on the server too.</summary>
    public CancellationToken CancellationToken { get; init; }
}
