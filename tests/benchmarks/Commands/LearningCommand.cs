using System.CommandLine;
using Federated.Benchmarks.Measuring;
using Federated.Benchmarks.Peers;
using Federated.Benchmarks.Workloads;
using Federated.Hosting.CommandLine;

namespace Federated.Benchmarks.Commands;

/// <summary><c>learning</c>: speed or memory of the learning engine, alone or against PyTorch and scikit-learn.</summary>
internal static class LearningCommand
{
    private static readonly MeasuringOptions Shared = new("learning", "mlp, matmul_numpy", 0.7);
    private static readonly Option<bool> AgainstTorch = new("--against-torch") { Description = "Alternate with the Python program of the same workloads, and print the ratios" };
    private static readonly Option<bool> Memory = new("--memory") { Description = "Compare the peak memory of processes that do one workload each, not speed" };
    private static readonly Option<string?> TorchProgram = new("--torch-program") { Description = "The peer's program; default ../shared/bench/torch_baselines.py beside the checkout" };
    private static readonly Option<string?> MemoryOf = new(PeakMemory.ChildOption) { Hidden = true };

    public static Command Create()
    {
        var command = new Command(
            "learning",
            "Measures training, inference, products and classical models.\n\nExample: dotnet run -c Release --project tests/benchmarks -- learning --against-torch --only mlp matmul_numpy --json result.json\n\n"
            + "Ratios are above 1 where ours is better. Exit codes: 0 done, 1 the peer is missing or failed, 4 bad arguments, 7 the two sides did different work.")
        {
            AgainstTorch, Memory, TorchProgram, MemoryOf,
        };
        Shared.AddTo(command);
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult parsed)
    {
        MeasureOptions options = Shared.Measuring(parsed);
        int[] threads = Shared.Threads(parsed);
        if (parsed.GetValue(MemoryOf) is { } child)
        {
            Console.WriteLine(PeakMemory.OfThisProcess(child, threads[0], options));
            return ExitCode.Done;
        }

        WorkloadEntry[] chosen = WorkloadCatalogue.Choose(WorkloadCatalogue.All, Shared.Only(parsed));
        PeerPrograms? peer = parsed.GetValue(AgainstTorch)
            ? new PeerPrograms(Shared.Python(parsed), parsed.GetValue(TorchProgram) ?? PeerPrograms.DefaultBaselines())
            : null;
        Verdict.WarnOfDisturbance();
        List<Comparison> rows = [];
        foreach (int count in threads)
            rows.AddRange(parsed.GetValue(Memory) ? MeasureMemory(chosen, count, peer, options) : SpeedMeasurement.Measure(chosen, count, peer, options));
        rows = [.. rows.OrderBy(row => Array.IndexOf(chosen, row.Entry))];
        Verdict.Report(rows, Shared.Json(parsed));
        return parsed.GetValue(Memory) ? ExitCode.Done : Verdict.Judge(rows);
    }

    private static IEnumerable<Comparison> MeasureMemory(IReadOnlyList<WorkloadEntry> chosen, int threads, PeerPrograms? programs, MeasureOptions options)
    {
        foreach (WorkloadEntry entry in chosen)
        {
            Comparison row = PeakMemory.Measure(entry, threads, programs, options);
            SpeedMeasurement.Tell(row);
            yield return row;
        }
    }
}
