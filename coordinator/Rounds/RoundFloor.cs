namespace Federated.Coordinator.Rounds;

/// <summary>
/// Where the worker and the calls of the nodes meet: one loop, one lock, and a signal for those who wait for a change.
/// </summary>
internal sealed class RoundFloor
{
    private readonly Lock _gate = new();
    private RoundLoop? _loop;
    private TaskCompletionSource _changed = NewSignal();

    /// <summary>Completes at the next change. Taken before looking, so that no change is missed.</summary>
    public Task Changed
    {
        get
        {
            lock (_gate)
                return _changed.Task;
        }
    }

    /// <summary>Puts a job's loop on the floor; null clears it.</summary>
    public void Place(RoundLoop? loop)
    {
        lock (_gate)
            _loop = loop;
        Signal();
    }

    /// <summary>Looks at the loop.</summary>
    public T Look<T>(Func<RoundLoop?, T> look)
    {
        lock (_gate)
            return look(_loop);
    }

    /// <summary>Changes something; those who wait look again.</summary>
    public T Change<T>(Func<RoundLoop?, T> change)
    {
        T result;
        lock (_gate)
            result = change(_loop);
        Signal();
        return result;
    }

    /// <summary>Tells those who wait that something changed.</summary>
    public void Signal()
    {
        TaskCompletionSource done;
        lock (_gate)
        {
            done = _changed;
            _changed = NewSignal();
        }

        done.SetResult();
    }

    /// <summary>Waits until <paramref name="changed"/> completes or <paramref name="longest"/> has passed. The timer goes with the wait: a floor that changes often leaves none behind.</summary>
    /// <exception cref="OperationCanceledException">The wait was cancelled.</exception>
    public static async Task WaitAsync(Task changed, TimeSpan longest, TimeProvider clock, CancellationToken cancellation)
    {
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        await Task.WhenAny(changed, Task.Delay(longest, clock, enough.Token));
        await enough.CancelAsync();
        cancellation.ThrowIfCancellationRequested();
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
