using System.Collections.Concurrent;

namespace Federated.Coordinator.Sessions;

/// <summary>Which nodes are here: those whose long poll is open, or whose last call ended a moment ago.</summary>
internal sealed class Presence(TimeProvider clock)
{
    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Lately = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<string, Visit> _visits = new(StringComparer.Ordinal);

    /// <summary>A poll of this node is open until the result is disposed.</summary>
    public IDisposable Enter(string node)
    {
        var visit = _visits.GetOrAdd(node, _ => new Visit());
        visit.Begin();
        return new Leaving(visit, clock);
    }

    /// <summary>Whether the node's visit should be written down: the first time, and then now and then.</summary>
    public bool IsWorthRecording(string node)
    {
        var visit = _visits.GetOrAdd(node, _ => new Visit());
        var now = clock.GetUtcNow();
        if (now - visit.RecordedAt < Moment)
            return false;
        visit.RecordedAt = now;
        return true;
    }

    /// <summary>The node made a call other than a poll.</summary>
    public void Touch(string node) => _visits.GetOrAdd(node, _ => new Visit()).LastSeen = clock.GetUtcNow();

    public bool IsPresent(string node) => _visits.TryGetValue(node, out var visit) && (visit.IsOpen || clock.GetUtcNow() - visit.LastSeen < Moment);

    public bool IsExpected(string node) => _visits.TryGetValue(node, out var visit) && (visit.IsOpen || clock.GetUtcNow() - visit.LastSeen < Lately);

    private sealed class Visit
    {
        private int _open;

        public DateTimeOffset LastSeen { get; set; }

        public DateTimeOffset RecordedAt { get; set; }

        public bool IsOpen => Volatile.Read(ref _open) > 0;

        public void Begin() => Interlocked.Increment(ref _open);

        public void End() => Interlocked.Decrement(ref _open);
    }

    private sealed class Leaving(Visit visit, TimeProvider clock) : IDisposable
    {
        private int _left;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _left, 1) != 0)
                return;
            visit.LastSeen = clock.GetUtcNow();
            visit.End();
        }
    }
}
