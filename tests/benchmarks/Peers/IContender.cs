using Federated.Benchmarks.Workloads;

namespace Federated.Benchmarks.Peers;

/// <summary>One side of a comparison: it holds one workload at a time.</summary>
internal interface IContender
{
    /// <summary>Makes the workload and gives the figures that prove the work.</summary>
    IReadOnlyDictionary<string, double> Build(WorkloadEntry entry);

    /// <summary>Seconds of so many steps of the workload that was built last.</summary>
    double Run(int steps);
}
