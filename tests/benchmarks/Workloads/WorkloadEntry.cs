using Federated.Learning.Kernels;

namespace Federated.Benchmarks.Workloads;

/// <summary>What is known of a workload before it is built.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Class">What bounds it.</param>
/// <param name="Unit">Unit of its figure.</param>
/// <param name="Build">Makes its inputs and weights; its threads are the workers'.</param>
internal sealed record WorkloadEntry(string Name, WorkloadClass Class, MeasureUnit Unit, Func<Workers, IWorkload> Build)
{
    /// <summary>What the peer is asked to build. Default the name.</summary>
    public string PeerName { get; init; } = Name;

    /// <summary>Largest relative difference between the two sides' proofs. Default 1e-4: losses of the same float32 work.</summary>
    public double Tolerance { get; init; } = 1e-4;

    /// <summary>Most timed runs, for work that takes seconds.</summary>
    public int MostRuns { get; init; } = int.MaxValue;

    /// <summary>Our own workload without privacy, beside which the cost of this one is reported; null for none.</summary>
    public string? PlainName { get; init; }
}
