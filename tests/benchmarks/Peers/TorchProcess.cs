using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Federated.Benchmarks.Workloads;
using Federated.Hosting.CommandLine;

namespace Federated.Benchmarks.Peers;

/// <summary>One process of the peer, with its thread pools set before its libraries are loaded. It waits, asleep, between requests.</summary>
internal sealed class TorchProcess : IContender, IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);
    private readonly Process _process;

    /// <summary>Starts the process and loads the program of baselines where there is one.</summary>
    /// <exception cref="CommandException">Python, its libraries or the program are missing.</exception>
    public TorchProcess(PeerPrograms programs, int threads)
    {
        if (!File.Exists(programs.Python))
            throw Missing($"there is no {programs.Python}");
        if (programs.Baselines is not null && !File.Exists(programs.Baselines))
            throw new CommandException("FED-BENCH-PEER", $"there is no {programs.Baselines}", "name the peer's program with --torch-program PATH, or leave out --against-torch", ExitCode.Failed);
        var start = new ProcessStartInfo(programs.Python, [PeerPrograms.Driver, threads.ToString(CultureInfo.InvariantCulture), .. programs.Baselines is { } baselines ? [baselines] : Array.Empty<string>()])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        foreach (string pool in (string[])["OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"])
            start.Environment[pool] = threads.ToString(CultureInfo.InvariantCulture);
        // Waiting threads that spin slow two threads on two cores several times over, and would disturb the other side's turn.
        start.Environment["OMP_WAIT_POLICY"] = "PASSIVE";
        start.Environment.Remove("OPENBLAS_CORETYPE");
        start.Environment.Remove("OPENBLAS_L2_SIZE");
        _process = Process.Start(start)!;
        try
        {
            Version = Receive().GetProperty("version").GetString()!;
        }
        catch (PeerException fault)
        {
            Dispose();
            throw Missing($"the peer did not start: {fault.Message}");
        }
    }

    /// <summary>The peer's library and its version.</summary>
    public string Version { get; }

    /// <summary>Builds a workload and gives the figures that prove it.</summary>
    public IReadOnlyDictionary<string, double> Build(WorkloadEntry entry)
        => Ask($"build {entry.PeerName}").GetProperty("figures").Deserialize<Dictionary<string, double>>()!;

    /// <summary>Seconds of so many steps of the workload that was built last.</summary>
    public double Run(int steps) => Ask(string.Create(CultureInfo.InvariantCulture, $"run {steps}")).GetProperty("seconds").GetDouble();

    /// <summary>Peak resident memory of the process so far, in KiB.</summary>
    public long PeakMemory() => Ask("memory").GetProperty("kibibytes").GetInt64();

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.Dispose();
    }

    private JsonElement Ask(string request)
    {
        _process.StandardInput.WriteLine(request);
        _process.StandardInput.Flush();
        return Receive();
    }

    private JsonElement Receive()
    {
        Task<string?> line = _process.StandardOutput.ReadLineAsync();
        if (!line.Wait(Patience))
            throw new PeerException($"the peer was silent for {Patience.TotalMinutes:0} minutes");
        if (line.Result is null)
            throw new PeerException("the peer's process ended; what it said stands above");
        JsonElement answer = JsonDocument.Parse(line.Result).RootElement;
        return answer.TryGetProperty("error", out JsonElement error) ? throw new PeerException(error.GetString()!) : answer;
    }

    private static CommandException Missing(string what)
        => new("FED-BENCH-PEER", what, "install the peer: apt-get install python3-torch python3-sklearn python3-numpy libopenblas0-pthread; or measure without --against-torch and --against-numpy", ExitCode.Failed);
}
