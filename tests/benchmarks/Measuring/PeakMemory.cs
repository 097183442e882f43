using System.Diagnostics;
using System.Globalization;
using Federated.Benchmarks.Peers;
using Federated.Benchmarks.Workloads;

namespace Federated.Benchmarks.Measuring;

/// <summary>
/// Peak resident memory (VmHWM of /proc/self/status) of two processes that each do one workload and nothing else: a child of this program, and a process
/// of the peer, whose libraries count as they must be loaded.
/// </summary>
internal static class PeakMemory
{
    /// <summary>Hidden option that makes this program the child.</summary>
    public const string ChildOption = "--memory-of";

    /// <exception cref="PeerException">A process failed.</exception>
    public static Comparison Measure(WorkloadEntry entry, int threads, PeerPrograms? peer, MeasureOptions options)
    {
        var ours = Spread.Of([Mebibytes(OfChild(entry, threads, options))]);
        if (peer is null)
            return new Comparison(entry, threads, MeasureUnit.Mebibytes, ours, null, []);
        using var process = new TorchProcess(peer, threads);
        process.Build(entry);
        Work(process, options.Seconds);
        return new Comparison(entry, threads, MeasureUnit.Mebibytes, ours, Spread.Of([Mebibytes(process.PeakMemory())]), []);
    }

    /// <summary>The child's part: does the workload and gives its own peak in KiB.</summary>
    public static long OfThisProcess(string workload, int threads, MeasureOptions options)
    {
        using var engine = new OwnEngine(threads);
        engine.Build(WorkloadCatalogue.All.Single(entry => entry.Name == workload));
        Work(engine, options.Seconds);
        return Kibibytes("self");
    }

    /// <summary>The peak so far of a process of this machine, in MiB.</summary>
    public static double OfProcess(int process) => Mebibytes(Kibibytes(process.ToString(CultureInfo.InvariantCulture)));

    private static long Kibibytes(string process)
    {
        string line = File.ReadLines($"/proc/{process}/status").First(status => status.StartsWith("VmHWM:", StringComparison.Ordinal));
        return long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);
    }

    private static void Work(IContender side, double seconds)
    {
        for (double spent = 0; spent < seconds;)
            spent += side.Run(1);
    }

    private static long OfChild(WorkloadEntry entry, int threads, MeasureOptions options)
    {
        string program = Environment.ProcessPath!;
        string[] assembly = Path.GetFileNameWithoutExtension(program) == "dotnet" ? [typeof(PeakMemory).Assembly.Location] : [];
        string[] words =
        [
            "learning", ChildOption, entry.Name, "--threads", threads.ToString(CultureInfo.InvariantCulture),
            "--seconds", options.Seconds.ToString(CultureInfo.InvariantCulture),
        ];
        using Process child = Process.Start(new ProcessStartInfo(program, [.. assembly, .. words]) { RedirectStandardOutput = true })!;
        string output = child.StandardOutput.ReadToEnd();
        child.WaitForExit();
        return child.ExitCode == 0
            ? long.Parse(output, CultureInfo.InvariantCulture)
            : throw new PeerException($"the child process that measures the memory of {entry.Name} failed with exit code {child.ExitCode}; what it said stands above");
    }

    private static double Mebibytes(long kibibytes) => kibibytes / 1024.0;
}
