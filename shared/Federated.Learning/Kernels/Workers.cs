using System.Runtime.ExceptionServices;

namespace Federated.Learning.Kernels;

/// <summary>
/// Threads that share the chunks of one piece of work with the thread that asks for it. Idle threads spin for some microseconds, since the next product
/// of a training step follows at once, and then sleep. Results never depend on the number of threads. Threads are in the background and end with
/// <see cref="Dispose"/>.
/// </summary>
public sealed class Workers : IDisposable
{
    private const int SpinsBeforeSleep = 4_000;
    private readonly SemaphoreSlim _wake = new(0);
    private volatile bool _stopped;
    private ParallelWork? _work;
    private ExceptionDispatchInfo? _fault;
    private int _busy;
    private int _unclaimed;
    private int _unfinished;
    private int _sleepers;

    /// <summary>Starts the threads.</summary>
    /// <param name="threads">Threads that compute, the calling one included: 1 to 256.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number is outside 1 to 256.</exception>
    public Workers(int threads)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(threads, 256);
        Threads = threads;
        for (int index = 1; index < threads; index++)
            new Thread(Serve) { IsBackground = true, Name = $"learning {index}" }.Start();
    }

    /// <summary>Only the calling thread computes.</summary>
    public static Workers CallingThread { get; } = new(1);

    /// <summary>Threads that compute, the calling one included.</summary>
    public int Threads { get; }

    /// <summary>Ends the threads; work that is asked for later runs on the calling thread.</summary>
    public void Dispose()
    {
        _stopped = true;
        _wake.Release(Threads);
    }

    /// <summary>Runs chunks 0 to <paramref name="chunks"/>−1 and returns when all are done. Work asked for while other work runs is done on the calling thread.</summary>
    internal void Run(ParallelWork work, int chunks)
    {
        if (chunks <= 1 || Threads == 1 || _stopped || Interlocked.Exchange(ref _busy, 1) != 0)
        {
            for (int chunk = 0; chunk < chunks; chunk++)
                work.Run(chunk);
            return;
        }

        // A claim that finds a positive count belongs to this work: the next work begins only after every claimed chunk has finished.
        _work = work;
        _fault = null;
        Volatile.Write(ref _unfinished, chunks);
        Interlocked.Exchange(ref _unclaimed, chunks);
        int sleepers = Interlocked.Exchange(ref _sleepers, 0);
        if (sleepers > 0)
            _wake.Release(sleepers);
        RunChunks();
        while (Volatile.Read(ref _unfinished) > 0)
            Thread.SpinWait(8);
        ExceptionDispatchInfo? fault = _fault;
        _work = null;
        Volatile.Write(ref _busy, 0);
        fault?.Throw();
    }

    private void RunChunks()
    {
        while (Volatile.Read(ref _unclaimed) > 0)
        {
            int chunk = Interlocked.Decrement(ref _unclaimed);
            if (chunk < 0)
                return;
            try
            {
                _work!.Run(chunk);
            }
            catch (Exception fault)
            {
                _fault = ExceptionDispatchInfo.Capture(fault);
            }

            Interlocked.Decrement(ref _unfinished);
        }
    }

    private void Serve()
    {
        int spins = 0;
        while (!_stopped)
        {
            if (Volatile.Read(ref _unclaimed) > 0)
            {
                RunChunks();
                spins = 0;
            }
            else if (spins++ < SpinsBeforeSleep)
            {
                Thread.SpinWait(8);
            }
            else
            {
                Interlocked.Increment(ref _sleepers);
                if (Volatile.Read(ref _unclaimed) <= 0)
                    _wake.Wait();
                spins = 0;
            }
        }
    }
}
