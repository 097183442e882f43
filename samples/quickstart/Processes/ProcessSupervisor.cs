using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using Federated.Hosting.CommandLine;

namespace Federated.Samples.Quickstart.Processes;

/// <summary>
/// Starts processes and answers for their end: when it is disposed, when this program ends by itself, and when the terminal is closed,
/// none of them is left. Interrupt and termination reach it as cancellation, after which it is disposed.
/// </summary>
internal sealed class ProcessSupervisor : IDisposable
{
    private readonly Lock _gate = new();
    private readonly List<ChildProcess> _children = [];
    private readonly CancellationTokenSource _stopping;
    private readonly PosixSignalRegistration[] _signals;
    private readonly string? _logs;
    private bool _isStopped;

    /// <param name="logs">Directory for one log a process name; null for none.</param>
    /// <param name="cancellation">Interrupt and termination.</param>
    public ProcessSupervisor(string? logs, CancellationToken cancellation)
    {
        _logs = logs;
        _stopping = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        _signals = [PosixSignalRegistration.Create(PosixSignal.SIGHUP, OnSignal), PosixSignalRegistration.Create(PosixSignal.SIGQUIT, OnSignal)];
        AppDomain.CurrentDomain.ProcessExit += OnProcessExit;
    }

    /// <summary>Cancelled when the run is to end early.</summary>
    public CancellationToken Stopping => _stopping.Token;

    /// <summary>Numbers of the processes that run, in the order of their start.</summary>
    public IReadOnlyList<int> Running
    {
        get
        {
            lock (_gate)
                return [.. _children.Where(child => !child.HasExited).Select(child => child.Id)];
        }
    }

    /// <exception cref="OperationCanceledException">The run is ending, so nothing is started any more.</exception>
    /// <exception cref="CommandException">The program cannot be started.</exception>
    public ChildProcess Start(ProgramCommand command)
    {
        lock (_gate)
        {
            if (_isStopped)
                throw new OperationCanceledException("The run is ending.");
            Stopping.ThrowIfCancellationRequested();
            var child = ChildProcess.Start(command, _logs is null ? null : Path.Combine(_logs, $"{command.Name}.log"));
            _children.Add(child);
            return child;
        }
    }

    /// <summary>Runs a command to its end and gives its standard output.</summary>
    /// <exception cref="CommandException">It failed, with its last words, or time ran out.</exception>
    public async Task<string> RunAsync(ProgramCommand command, TimeSpan limit)
    {
        var child = Start(command);
        using var timer = CancellationTokenSource.CreateLinkedTokenSource(Stopping);
        timer.CancelAfter(limit);
        try
        {
            var output = new StringBuilder();
            await foreach (var line in child.ReadLinesAsync(timer.Token))
                output.AppendLine(line);
            var code = await child.WaitForExitAsync(timer.Token);
            return code == ExitCode.Done
                ? output.ToString()
                : throw new CommandException("FED-PROCESS-EXIT", string.Create(CultureInfo.InvariantCulture, $"{command.Name} failed with exit code {code}{child.LastWords}"), "see its last words above; --keep DIR keeps its whole log", ExitCode.Failed);
        }
        catch (OperationCanceledException) when (!Stopping.IsCancellationRequested)
        {
            throw new CommandException("FED-PROCESS-TIME", $"{command.Name} did not end within {Age.Format(limit)}{child.LastWords}", "see its last words above; --keep DIR keeps its whole log", ExitCode.TimedOut);
        }
        finally
        {
            Release(child);
        }
    }

    /// <summary>Ends every process that still runs. After it nothing can be started.</summary>
    public void StopAll()
    {
        lock (_gate)
        {
            _isStopped = true;
            foreach (var child in _children)
                child.Kill();
            _children.Clear();
        }
    }

    public void Dispose()
    {
        AppDomain.CurrentDomain.ProcessExit -= OnProcessExit;
        StopAll();
        foreach (var signal in _signals)
            signal.Dispose();
        _stopping.Dispose();
    }

    private void Release(ChildProcess child)
    {
        lock (_gate)
        {
            if (!_children.Remove(child))
                return;
            child.Kill();
            child.Dispose();
        }
    }

    private void OnProcessExit(object? sender, EventArgs e) => StopAll();

    private void OnSignal(PosixSignalContext context)
    {
        context.Cancel = true;
        _stopping.Cancel();
    }
}
