using Federated.Benchmarks.Measuring;
using Federated.Benchmarks.Peers;
using Federated.Benchmarks.Reports;
using Federated.Benchmarks.Workloads;

namespace Federated.Benchmarks.Commands;

/// <summary>The speed of workloads with one number of threads, told as it is measured.</summary>
internal static class SpeedMeasurement
{
    /// <param name="chosen">The workloads, in the order of measuring.</param>
    /// <param name="threads">Threads of each side.</param>
    /// <param name="programs">The peer's; null for none.</param>
    /// <param name="options">How long and how often.</param>
    public static IEnumerable<Comparison> Measure(IReadOnlyList<WorkloadEntry> chosen, int threads, PeerPrograms? programs, MeasureOptions options)
    {
        using var own = new OwnEngine(threads);
        using TorchProcess? peer = programs is null ? null : new TorchProcess(programs, threads);
        if (peer is not null)
            Console.Error.WriteLine($"Peer: {peer.Version}, {threads} {(threads == 1 ? "thread" : "threads")}");
        foreach (WorkloadEntry entry in chosen)
        {
            Comparison row = AlternatingRun.Measure(entry, threads, own, peer, options);
            Tell(row);
            yield return row;
        }
    }

    /// <summary>One line on standard error.</summary>
    public static void Tell(Comparison row)
    {
        string peer = row.Peer is { } known ? $" against {Figures.Range(known)}: {Figures.Ratio(row.Ratio)}" : "";
        Console.Error.WriteLine($"{row.Entry.Name}, {row.Threads} {(row.Threads == 1 ? "thread" : "threads")}: {Figures.Range(row.Ours)} {row.Unit.Name}{peer}");
    }
}
