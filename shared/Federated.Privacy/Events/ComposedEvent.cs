namespace Federated.Privacy.Events;

/// <summary>Several events, one after another, each with fresh noise.</summary>
public sealed record ComposedEvent : PrivacyEvent
{
    private readonly PrivacyEvent[] _events;

    /// <param name="events">In order; may be empty.</param>
    public ComposedEvent(params IEnumerable<PrivacyEvent> events)
    {
        _events = [.. events];
        ArgumentOutOfRangeException.ThrowIfEqual(Array.TrueForAll(_events, each => each is not null), false, nameof(events));
    }

    /// <summary>In order.</summary>
    public IReadOnlyList<PrivacyEvent> Events => _events;

    public override string Kind => "composed";

    public bool Equals(ComposedEvent? other) => other is not null && _events.AsSpan().SequenceEqual(other._events);

    public override int GetHashCode() => _events.Aggregate(17, HashCode.Combine);
}
