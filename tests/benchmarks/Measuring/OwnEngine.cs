using System.Diagnostics;
using Federated.Benchmarks.Peers;
using Federated.Benchmarks.Workloads;
using Federated.Learning.Kernels;

namespace Federated.Benchmarks.Measuring;

/// <summary>This side: the learning engine, in this process.</summary>
internal sealed class OwnEngine(int threads) : IContender, IDisposable
{
    private readonly Workers _workers = new(threads);
    private IWorkload? _workload;

    /// <summary>What one step of the workload does.</summary>
    public double PerStep => _workload!.PerStep;

    public IReadOnlyDictionary<string, double> Build(WorkloadEntry entry)
    {
        (_workload as IDisposable)?.Dispose();
        _workload = null;
        GC.Collect();
        _workload = entry.Build(_workers);
        return _workload.Prove();
    }

    public double Run(int steps)
    {
        IWorkload workload = _workload!;
        long start = Stopwatch.GetTimestamp();
        for (int step = 0; step < steps; step++)
            workload.Step();
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    public void Dispose()
    {
        (_workload as IDisposable)?.Dispose();
        _workers.Dispose();
    }
}
