using System.CommandLine;
using System.Globalization;
using Federated.Benchmarks.Measuring;
using Federated.Benchmarks.Peers;
using Federated.Benchmarks.Reports;
using Federated.Benchmarks.Workloads;
using Federated.Hosting.CommandLine;

namespace Federated.Benchmarks.Commands;

/// <summary><c>learning</c>: speed or memory of the learning engine, alone or against PyTorch and scikit-learn.</summary>
internal static class LearningCommand
{
    private static readonly Option<bool> AgainstTorch = new("--against-torch") { Description = "Alternate with the Python program of the same workloads, and print the ratios" };
    private static readonly Option<string?> Json = new("--json") { Description = "File to write the result to, for scripts" };
    private static readonly Option<string[]> Only = new("--only") { Description = "Names of workloads, or their beginnings (mlp, matmul_numpy); default all", AllowMultipleArgumentsPerToken = true };
    private static readonly Option<int[]> Threads = new("--threads") { Description = "Numbers of threads, each measured in turn", AllowMultipleArgumentsPerToken = true, DefaultValueFactory = _ => [1, 2] };
    private static readonly Option<int> Runs = new("--runs") { Description = "Timed runs of each side", DefaultValueFactory = _ => 7 };
    private static readonly Option<double> Seconds = new("--seconds") { Description = "Length of a timed run", DefaultValueFactory = _ => 0.7 };
    private static readonly Option<bool> Memory = new("--memory") { Description = "Compare the peak memory of processes that do one workload each, not speed" };
    private static readonly Option<string?> TorchProgram = new("--torch-program") { Description = "The peer's program; default ../shared/bench/torch_baselines.py beside the checkout" };
    private static readonly Option<string> Python = new("--python") { Description = "Interpreter that has the peer's libraries", DefaultValueFactory = _ => "/usr/bin/python3" };
    private static readonly Option<string?> MemoryOf = new(PeakMemory.ChildOption) { Hidden = true };

    public static Command Create()
    {
        var command = new Command(
            "learning",
            "Measures training, inference, products and classical models.\n\nExample: dotnet run -c Release --project tests/benchmarks -- learning --against-torch --only mlp matmul_numpy --json result.json\n\n"
            + "Ratios are above 1 where ours is better. Exit codes: 0 done, 1 the peer is missing or failed, 4 bad arguments, 7 the two sides did different work.")
        {
            AgainstTorch, Json, Only, Threads, Runs, Seconds, Memory, TorchProgram, Python, MemoryOf,
        };
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult parsed)
    {
        MeasureOptions options = ReadOptions(parsed);
        int[] threads = parsed.GetValue(Threads)!;
        if (threads.Length == 0 || threads.Any(count => count is < 1 or > 256))
            throw Usage("--threads needs numbers from 1 to 256");
        if (parsed.GetValue(MemoryOf) is { } child)
        {
            Console.WriteLine(PeakMemory.OfThisProcess(child, threads[0], options));
            return ExitCode.Done;
        }

        WorkloadEntry[] chosen = WorkloadCatalogue.Choose(parsed.GetValue(Only) ?? []);
        PeerPrograms? peer = parsed.GetValue(AgainstTorch)
            ? new PeerPrograms(parsed.GetValue(Python)!, parsed.GetValue(TorchProgram) ?? PeerPrograms.DefaultBaselines())
            : null;
        if (MachineLoad.FindDisturbance() is { } load)
            Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Load average {load:0.0}: other programs are running; ratios with several threads say little."));
        List<Comparison> rows = [];
        foreach (int count in threads)
            rows.AddRange(parsed.GetValue(Memory) ? MeasureMemory(chosen, count, peer, options) : MeasureSpeed(chosen, count, peer, options));
        rows = [.. rows.OrderBy(row => Array.IndexOf(chosen, row.Entry))];
        TableReport.Print(rows);
        if (parsed.GetValue(Json) is { } path)
            File.WriteAllText(path, JsonReport.Format(rows) + "\n");
        return parsed.GetValue(Memory) ? ExitCode.Done : Judge(rows);
    }

    private static IEnumerable<Comparison> MeasureSpeed(IReadOnlyList<WorkloadEntry> chosen, int threads, PeerPrograms? programs, MeasureOptions options)
    {
        using var own = new OwnEngine(threads);
        using TorchProcess? peer = programs is null ? null : new TorchProcess(programs, threads);
        if (peer is not null)
            Console.Error.WriteLine($"Peer: PyTorch {peer.Version}, {threads} {(threads == 1 ? "thread" : "threads")}");
        foreach (WorkloadEntry entry in chosen)
        {
            Comparison row = AlternatingRun.Measure(entry, threads, own, peer, options);
            Tell(row);
            yield return row;
        }
    }

    private static IEnumerable<Comparison> MeasureMemory(IReadOnlyList<WorkloadEntry> chosen, int threads, PeerPrograms? programs, MeasureOptions options)
    {
        foreach (WorkloadEntry entry in chosen)
        {
            Comparison row = PeakMemory.Measure(entry, threads, programs, options);
            Tell(row);
            yield return row;
        }
    }

    private static void Tell(Comparison row)
    {
        string peer = row.Peer is { } known ? $" against {Figures.Range(known)}: {Figures.Ratio(row.Ratio)}" : "";
        Console.Error.WriteLine($"{row.Entry.Name}, {row.Threads} {(row.Threads == 1 ? "thread" : "threads")}: {Figures.Range(row.Ours)} {row.Unit.Name}{peer}");
    }

    private static int Judge(IReadOnlyList<Comparison> rows)
    {
        foreach (Comparison row in rows.Where(row => !row.Proven))
        {
            string proofs = string.Join(", ", row.Proofs.Select(proof => string.Create(CultureInfo.InvariantCulture, $"{proof.Name} {proof.Ours:G9} against {proof.Peer:G9}")));
            Terminal.Print(new CommandException(
                "FED-BENCH-PROOF", $"{row.Entry.Name} did other work than the peer: {proofs}", $"a ratio of different work means nothing; find the first step that differs by more than {row.Entry.Tolerance}", ExitCode.VerificationFailed));
        }

        return rows.All(row => row.Proven) ? ExitCode.Done : ExitCode.VerificationFailed;
    }

    private static MeasureOptions ReadOptions(ParseResult parsed)
    {
        var options = new MeasureOptions(parsed.GetValue(Runs), parsed.GetValue(Seconds));
        if (options.Runs is < 1 or > 1000)
            throw Usage($"--runs is {options.Runs}; it must be 1 to 1000");
        if (options.Seconds is not (> 0 and <= 600))
            throw Usage($"--seconds is {options.Seconds.ToString(CultureInfo.InvariantCulture)}; it must be above 0 and at most 600");
        return options;
    }

    private static CommandException Usage(string what) => new("FED-USAGE", what, "see learning --help");
}
