namespace Federated.Grpc.Wire;

/// <summary>Fires at the deadline of a call. Timeouts longer than a timer can hold (49 days) never fire.</summary>
internal sealed class CallTimer : IDisposable
{
    private static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(uint.MaxValue - 1);

    private readonly CancellationTokenSource? _expiry;
    private readonly CancellationTokenSource? _linked;

    public CallTimer(TimeSpan? timeout, TimeProvider timeProvider, CancellationToken outer)
    {
        if (timeout is not { } wait || wait > Longest)
        {
            Token = outer;
            return;
        }
        _expiry = new CancellationTokenSource(wait > TimeSpan.Zero ? wait : TimeSpan.Zero, timeProvider);
        _linked = CancellationTokenSource.CreateLinkedTokenSource(_expiry.Token, outer);
        Token = _linked.Token;
    }

    /// <summary>Fires at the deadline or with the outer token.</summary>
    public CancellationToken Token { get; }

    public bool HasExpired => _expiry?.IsCancellationRequested ?? false;

    public void Dispose()
    {
        _linked?.Dispose();
        _expiry?.Dispose();
    }
}
