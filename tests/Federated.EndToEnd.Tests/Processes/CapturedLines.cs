namespace Federated.EndToEnd.Tests.Processes;

/// <summary>The lines that a program has written so far to one of its streams, and a way to wait for more.</summary>
internal sealed class CapturedLines(string owner)
{
    private readonly Lock _gate = new();
    private readonly List<string> _lines = [];
    private TaskCompletionSource _changed = NewSignal();

    public string Text
    {
        get
        {
            lock (_gate)
                return string.Join('\n', _lines);
        }
    }

    public int Count
    {
        get
        {
            lock (_gate)
                return _lines.Count;
        }
    }

    public void Add(string? line)
    {
        TaskCompletionSource done;
        lock (_gate)
        {
            if (line is not null)
                _lines.Add(line);
            done = _changed;
            _changed = NewSignal();
        }

        done.SetResult();
    }

    /// <summary>Waits until a line holds <paramref name="part"/>.</summary>
    /// <param name="part">What to look for.</param>
    /// <param name="from">Lines before this one do not count.</param>
    public async Task<string> WaitForAsync(string part, int from = 0)
    {
        using var patience = new CancellationTokenSource(Patience.Longest);
        while (true)
        {
            Task changed;
            lock (_gate)
            {
                if (_lines.Skip(from).FirstOrDefault(line => line.Contains(part, StringComparison.Ordinal)) is { } found)
                    return found;
                changed = _changed.Task;
            }

            try
            {
                await changed.WaitAsync(patience.Token);
            }
            catch (OperationCanceledException)
            {
                throw new TimeoutException($"{owner} did not write '{part}' in time. It wrote:\n{Text}");
            }
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
