using Federated.Coordinator.Rounds;

namespace Federated.Coordinator.Tests.Rounds;

public class RoundFloorTests
{
    private static readonly TimeSpan Forever = TimeSpan.FromDays(1);

    private readonly RoundFloor _floor = new();
    private readonly ManualClock _clock = new();

    [Fact]
    public void Changed_TakenBeforeAChange_CompletesWithIt()
    {
        var changed = _floor.Changed;
        Assert.False(changed.IsCompleted);
        _floor.Look(_ => true);
        Assert.False(changed.IsCompleted);
        _floor.Change(_ => true);
        Assert.True(changed.IsCompleted);
        Assert.False(_floor.Changed.IsCompleted);
    }

    [Fact]
    public async Task WaitAsync_ManyWaiters_AllWakeAtOneChange()
    {
        var waits = Enumerable.Range(0, 100).Select(_ => RoundFloor.WaitAsync(_floor.Changed, Forever, _clock, CancellationToken.None)).ToList();
        Assert.All(waits, wait => Assert.False(wait.IsCompleted));
        _floor.Signal();
        await Task.WhenAll(waits);
    }

    [Fact]
    public async Task WaitAsync_TimeThatPassed_EndsTheWait() => await RoundFloor.WaitAsync(_floor.Changed, TimeSpan.FromMilliseconds(1), TimeProvider.System, CancellationToken.None);

    [Fact]
    public async Task WaitAsync_Cancelled_Throws()
    {
        using var cancellation = new CancellationTokenSource();
        var wait = RoundFloor.WaitAsync(_floor.Changed, Forever, _clock, cancellation.Token);
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => wait);
    }

    [Fact]
    public async Task Change_FromManyThreads_IsOneAtATime()
    {
        var count = 0;
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() =>
        {
            for (var turn = 0; turn < 1000; turn++)
                _floor.Change(_ => count++);
        })));
        Assert.Equal(8000, count);
    }

    [Fact]
    public void Change_ThatThrows_LeavesTheFloorOpen()
    {
        Assert.Throws<InvalidOperationException>(() => _floor.Change<bool>(_ => throw new InvalidOperationException()));
        Assert.True(_floor.Look(_ => true));
    }
}
