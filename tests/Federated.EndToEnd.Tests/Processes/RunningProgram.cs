using System.Diagnostics;
using System.Globalization;

namespace Federated.EndToEnd.Tests.Processes;

/// <summary>A program under way. What it writes is kept; it never outlives the test.</summary>
internal sealed class RunningProgram : IAsyncDisposable
{
    private readonly string _command;
    private readonly Process _process;

    public RunningProgram(string command, Process process)
    {
        _command = command;
        _process = process;
        Output = new CapturedLines(command);
        Errors = new CapturedLines(command);
        process.OutputDataReceived += (_, line) => Output.Add(line.Data);
        process.ErrorDataReceived += (_, line) => Errors.Add(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        process.StandardInput.Close();
    }

    public CapturedLines Output { get; }

    public CapturedLines Errors { get; }

    public bool HasExited => _process.HasExited;

    /// <summary>Waits for the program to end by itself, and for the rest of what it wrote.</summary>
    public async Task<int> WaitForExitAsync()
    {
        using var patience = new CancellationTokenSource(Patience.Longest);
        try
        {
            await _process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException($"{_command} did not end in time. It wrote:\n{Output.Text}\n{Errors.Text}");
        }

        return _process.ExitCode;
    }

    /// <summary>As kill −9: no time to say good-bye.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await WaitForExitAsync();
    }

    /// <summary>Asks the program to stop, as a service manager would, and returns its exit code.</summary>
    public async Task<int> StopAsync()
    {
        await SignalAsync("TERM");
        return await WaitForExitAsync();
    }

    /// <summary>Halts the program where it stands, until <see cref="ThawAsync"/>: its connections stay open.</summary>
    public Task FreezeAsync() => SignalAsync("STOP");

    public Task ThawAsync() => SignalAsync("CONT");

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            await KillAsync();
        _process.Dispose();
    }

    private async Task SignalAsync(string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", _process.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
        Assert.Equal(0, kill.ExitCode);
    }
}
