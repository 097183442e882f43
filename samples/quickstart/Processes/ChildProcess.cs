using System.Diagnostics;
using System.Threading.Channels;
using Federated.Hosting.CommandLine;

namespace Federated.Samples.Quickstart.Processes;

/// <summary>A process that this one started: its output line by line, the end of its errors, its exit.</summary>
internal sealed class ChildProcess : IDisposable
{
    private readonly Process _process;
    private readonly ErrorTail _errors;
    private readonly Channel<string> _output = Channel.CreateUnbounded<string>();
    private readonly Task _reading;

    private ChildProcess(string name, Process process, ErrorTail errors)
    {
        Name = name;
        _process = process;
        _errors = errors;
        _reading = Task.WhenAll(ReadOutputAsync(), ReadErrorsAsync());
    }

    public string Name { get; }

    public int Id => _process.Id;

    public bool HasExited => _process.HasExited;

    /// <summary>What it last said on standard error, ready to stand below a message; empty when it said nothing.</summary>
    public string LastWords => string.Concat(_errors.Lines.Select(line => $"\n    {line}"));

    /// <param name="command">What to start.</param>
    /// <param name="logFile">Gets every line of standard error; null for none.</param>
    /// <exception cref="CommandException">The program cannot be started.</exception>
    public static ChildProcess Start(ProgramCommand command, string? logFile)
    {
        var start = new ProcessStartInfo(command.FileName, command.Arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        start.Environment.Remove("FED_DATA_DIR");
        // All talk is on loopback: a proxy of this machine must not get in between.
        start.Environment["NO_PROXY"] = start.Environment["no_proxy"] = "127.0.0.1,localhost";
        try
        {
            var process = Process.Start(start)!;
            process.StandardInput.Close();
            return new ChildProcess(command.Name, process, new ErrorTail(logFile));
        }
        catch (System.ComponentModel.Win32Exception fault)
        {
            throw new CommandException("FED-PROCESS-START", $"{command.Name} cannot be started: {fault.Message}", $"check that {command.FileName} can be run", ExitCode.Failed);
        }
    }

    /// <summary>Its standard output; ends when the process closes it.</summary>
    public IAsyncEnumerable<string> ReadLinesAsync(CancellationToken cancellation) => _output.Reader.ReadAllAsync(cancellation);

    /// <summary>Waits for a line that begins with <paramref name="beginning"/>.</summary>
    /// <exception cref="CommandException">It exited without it, or time ran out.</exception>
    public async Task WaitForLineAsync(string beginning, TimeSpan limit, CancellationToken cancellation)
    {
        using var timer = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        timer.CancelAfter(limit);
        try
        {
            await foreach (var line in ReadLinesAsync(timer.Token))
            {
                if (line.StartsWith(beginning, StringComparison.Ordinal))
                    return;
            }
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new CommandException("FED-PROCESS-TIME", $"{Name} did not say '{beginning}…' within {Age.Format(limit)}{LastWords}", "see its last words above; --keep DIR keeps its whole log", ExitCode.TimedOut);
        }

        var code = await WaitForExitAsync(cancellation);
        throw new CommandException("FED-PROCESS-EXIT", $"{Name} ended with exit code {code} before it said '{beginning}…'{LastWords}", "see its last words above; --keep DIR keeps its whole log", ExitCode.Failed);
    }

    /// <summary>Waits for its end and the end of its output; gives the exit code.</summary>
    public async Task<int> WaitForExitAsync(CancellationToken cancellation)
    {
        await _process.WaitForExitAsync(cancellation);
        await _reading.WaitAsync(cancellation);
        return _process.ExitCode;
    }

    /// <summary>Ends it and whatever it started, at once.</summary>
    public void Kill()
    {
        try
        {
            _process.Kill(entireProcessTree: true);
            _process.WaitForExit(TimeSpan.FromSeconds(1));
        }
        catch (Exception fault) when (fault is InvalidOperationException or System.ComponentModel.Win32Exception or AggregateException)
        {
            // It, or something that it had started, had ended already, which is what was wanted.
        }
    }

    public void Dispose() => _process.Dispose();

    private async Task ReadOutputAsync()
    {
        while (await _process.StandardOutput.ReadLineAsync() is { } line)
            _output.Writer.TryWrite(line);
        _output.Writer.Complete();
    }

    private async Task ReadErrorsAsync()
    {
        using var closing = _errors;
        while (await _process.StandardError.ReadLineAsync() is { } line)
            _errors.Add(line);
    }
}
