using System.Collections.Concurrent;

namespace Federated.Coordinator.Enrollment;

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
        return _visits.GetOrAdd(node, _ => new Visit()).TryRecord(clock.GetUtcNow(), Moment);
    }

    /// <summary>The node made a call other than a poll.</summary>
    public void Touch(string node) => _visits.GetOrAdd(node, _ => new Visit()).See(clock.GetUtcNow());

    public bool IsPresent(string node) => _visits.TryGetValue(node, out var visit) && visit.IsWithin(Moment, clock.GetUtcNow());

    public bool IsExpected(string node) => _visits.TryGetValue(node, out var visit) && visit.IsWithin(Lately, clock.GetUtcNow());

    // Calls of one node run side by side: instants are kept as ticks, which are read and written whole.
    private sealed class Visit
    {
        private int _open;
        private long _seenAt;
        private long _recordedAt;

        public void Begin() => Interlocked.Increment(ref _open);

        public void End() => Interlocked.Decrement(ref _open);

        public void See(DateTimeOffset now) => Volatile.Write(ref _seenAt, now.UtcTicks);

        public bool IsWithin(TimeSpan span, DateTimeOffset now) => Volatile.Read(ref _open) > 0 || now.UtcTicks - Volatile.Read(ref _seenAt) < span.Ticks;

        public bool TryRecord(DateTimeOffset now, TimeSpan pause)
        {
            var before = Volatile.Read(ref _recordedAt);
            return now.UtcTicks - before >= pause.Ticks && Interlocked.CompareExchange(ref _recordedAt, now.UtcTicks, before) == before;
        }
    }

    private sealed class Leaving(Visit visit, TimeProvider clock) : IDisposable
    {
        private int _left;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _left, 1) != 0)
                return;
            visit.See(clock.GetUtcNow());
            visit.End();
        }
    }
}
