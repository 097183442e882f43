using System.Globalization;
using Federated.Hosting.CommandLine;
using Federated.Samples.Quickstart.Processes;

namespace Federated.Samples.Quickstart.Running;

/// <summary>A coordinator and its nodes on this machine, driven by the same commands that people type.</summary>
internal sealed class LocalConsortium(BuiltPrograms programs, ProcessSupervisor processes, Workspace workspace)
{
    private const string Name = "quickstart";
    private static readonly TimeSpan Start = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Command = TimeSpan.FromMinutes(2);

    private readonly List<ChildProcess> _nodes = [];
    private ChildProcess? _coordinator;

    /// <summary>Makes the consortium and serves it on a free port of loopback, with TLS.</summary>
    public async Task StartCoordinatorAsync()
    {
        var address = string.Create(CultureInfo.InvariantCulture, $"https://127.0.0.1:{LoopbackPort.Find()}");
        await CoordinateAsync("init", "--name", Name, "--address", address);
        _coordinator = processes.Start(programs.Coordinator("coordinator", "serve", "--dir", workspace.Coordinator));
        await _coordinator.WaitForLineAsync("Listening on", Start, processes.Stopping);
    }

    /// <summary>Invites a partner; its node makes a key of its own and joins.</summary>
    public async Task JoinAsync(string partner)
    {
        await CoordinateAsync("partner", "invite", partner, "-o", workspace.Invite(partner));
        await NodeAsync($"join-{partner}", "join", workspace.Invite(partner), "--dir", workspace.Partner(partner));
    }

    /// <summary>Runs the partners' nodes until the end; returns when all are connected.</summary>
    public async Task StartNodesAsync(IEnumerable<string> partners)
    {
        foreach (var partner in partners)
            _nodes.Add(processes.Start(programs.Node($"node-{partner}", "run", "--dir", workspace.Partner(partner))));
        await Task.WhenAll(_nodes.Select(node => node.WaitForLineAsync("Connected to", Start, processes.Stopping)));
    }

    /// <summary>Submits the job and follows it to its end.</summary>
    /// <param name="smallestCohort">With fewer nodes the job can never end.</param>
    /// <param name="report">Gets each event.</param>
    /// <param name="warn">Gets a sentence about a node that is lost.</param>
    /// <returns>The job's id.</returns>
    /// <exception cref="CommandException">The job failed, the coordinator ended, or too few nodes are left.</exception>
    public async Task<string> RunJobAsync(int smallestCohort, Action<JobEvent> report, Action<string> warn)
    {
        var job = ProgramReports.Parse<SubmittedJob>("job submit", await CoordinateAsync("job", "submit", workspace.Job, "--json")).JobId;
        var watching = WatchAsync(job, report);
        var serving = _coordinator!.WaitForExitAsync(processes.Stopping);
        var running = _nodes.ToDictionary(node => node.WaitForExitAsync(processes.Stopping));
        while (true)
        {
            var ended = await Task.WhenAny([watching, serving, .. running.Keys]);
            processes.Stopping.ThrowIfCancellationRequested();
            if (ended == watching)
            {
                await watching;
                return job;
            }

            if (ended == serving)
                throw Lost($"the coordinator ended with exit code {await serving} during the job{_coordinator.LastWords}");
            running.Remove((Task<int>)ended, out var node);
            warn($"{node!.Name} ended with exit code {await (Task<int>)ended}; the job goes on without it.{node.LastWords}");
            if (running.Count < smallestCohort)
                throw Lost($"only {running.Count} nodes are left and the job needs {smallestCohort}");
        }
    }

    /// <summary>Writes the released model to <see cref="Workspace.JointModel"/>.</summary>
    public async Task<ExportedModel> ExportAsync(string job) =>
        ProgramReports.Parse<ExportedModel>("model export", await CoordinateAsync("model", "export", job, "-o", workspace.JointModel, "--json"));

    /// <summary>A partner's own account of what it sent.</summary>
    public async Task<NodeStatus> StatusAsync(string partner) =>
        ProgramReports.Parse<NodeStatus>("fed-node status", await NodeAsync($"status-{partner}", "status", "--json", "--dir", workspace.Partner(partner)));

    /// <summary>A partner scores its own rows with the released model.</summary>
    public Task ScoreAsync(string partner, string job, string output) =>
        NodeAsync($"score-{partner}", "score", "--job", job, "--out", output, "--dir", workspace.Partner(partner));

    private async Task WatchAsync(string job, Action<JobEvent> report)
    {
        var watch = processes.Start(programs.Coordinator("job-watch", "job", "watch", job, "--json", "--dir", workspace.Coordinator));
        JobEvent? last = null;
        await foreach (var line in watch.ReadLinesAsync(processes.Stopping))
        {
            last = ProgramReports.Parse<JobEvent>("job watch", line);
            report(last);
        }

        if (last is not { Terminal: true, State: "completed" })
            throw new CommandException("FED-JOB-FAILED", $"the job ended as {last?.State ?? "nothing"}: {last?.Detail ?? "no reason given"}{watch.LastWords}{_coordinator!.LastWords}", "see the reason; --keep DIR keeps all logs", ExitCode.Failed);
    }

    private Task<string> CoordinateAsync(params string[] arguments) =>
        processes.RunAsync(programs.Coordinator($"coordinator-{arguments[0]}", [.. arguments, "--dir", workspace.Coordinator]), Command);

    private Task<string> NodeAsync(string name, params string[] arguments) => processes.RunAsync(programs.Node(name, arguments), Command);

    private static CommandException Lost(string what) => new("FED-PROCESS-EXIT", what, "run it again with --keep DIR and see the logs in it", ExitCode.Failed);
}
