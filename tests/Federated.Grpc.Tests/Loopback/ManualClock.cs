using System.Collections.Concurrent;

namespace Federated.Grpc.Tests.Loopback;

/// <summary>A clock that stands still. Its timers fire when the test says so, whatever they were set to.</summary>
internal sealed class ManualClock(DateTimeOffset now) : TimeProvider
{
    private readonly ConcurrentDictionary<ManualTimer, bool> _timers = new();

    public override DateTimeOffset GetUtcNow() => now;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new ManualTimer(this, () => callback(state));
        _timers[timer] = true;
        return timer;
    }

    public void FireTimers()
    {
        foreach (var timer in _timers.Keys)
            timer.Fire();
    }

    private sealed class ManualTimer(ManualClock clock, Action fire) : ITimer
    {
        public void Fire() => fire();

        public bool Change(TimeSpan dueTime, TimeSpan period) => true;

        public void Dispose() => clock._timers.TryRemove(this, out _);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
