using System.Diagnostics;
using System.Globalization;
using System.Text;
using Federated.Tasks.Documents;

namespace Federated.ClientNode.Data.Sources;

/// <summary>A program whose output is being read. It is ended when its time is up or when nobody reads on.</summary>
internal sealed class RunningCommand : IDisposable
{
    private const int TailLength = 400;
    private static readonly TimeSpan EndOfOutputPatience = TimeSpan.FromSeconds(10);

    private readonly Process _process;
    private readonly string _title;
    private readonly TimeSpan _timeout;
    private readonly Timer _timer;
    private readonly Lock _gate = new();
    private readonly StringBuilder _tail = new();
    private readonly Task _errors;
    private bool _isTimedOut, _isClosed;

    public RunningCommand(Process process, string title, TimeSpan timeout)
    {
        _process = process;
        _title = title;
        _timeout = timeout;
        _process.StandardInput.Close();
        Output = new CommandOutput(process.StandardOutput.BaseStream, Dispose);
        _errors = Task.Run(KeepTailAsync);
        _timer = new Timer(_ => End(isTimeout: true), null, timeout, Timeout.InfiniteTimeSpan);
    }

    /// <summary>What the program writes; closing it ends the program.</summary>
    public Stream Output { get; }

    /// <summary>Refuses what was read unless the program has ended well.</summary>
    /// <exception cref="SourceException">It ran out of time, or ended with another code than 0.</exception>
    public void RequireSuccess()
    {
        // It has closed its output; it is given a moment to end, too.
        if (!_process.WaitForExit(EndOfOutputPatience))
            End(isTimeout: true);
        _process.WaitForExit();
        _errors.Wait(EndOfOutputPatience);
        if (_isTimedOut)
            throw Refusal(string.Create(CultureInfo.InvariantCulture, $"{_title} did not end within {_timeout.TotalSeconds:0} s and was stopped"), "make it faster, or set timeout_seconds: beside command:");
        if (_process.ExitCode != 0)
            throw Refusal(string.Create(CultureInfo.InvariantCulture, $"{_title} is not complete: the program ended with code {_process.ExitCode}{Tail()}"), "run the command by hand, as the user of this node, and mend what it complains about");
    }

    /// <summary>Ends the program if it still runs.</summary>
    public void Dispose()
    {
        _timer.Dispose();
        End(isTimeout: false);
        lock (_gate)
            _isClosed = true;
        _process.WaitForExit();
        _process.Dispose();
    }

    private string Tail()
    {
        string said;
        lock (_gate)
            said = _tail.ToString().Trim().ReplaceLineEndings(" / ");
        return said.Length == 0 ? "" : $", having said: {Shown.Of(said.AsSpan(Math.Max(0, said.Length - TailLength)), TailLength)}";
    }

    private async Task KeepTailAsync()
    {
        var buffer = new char[1024];
        while (await _process.StandardError.ReadAsync(buffer) is > 0 and var read)
        {
            lock (_gate)
            {
                _tail.Append(buffer, 0, read);
                _tail.Remove(0, Math.Max(0, _tail.Length - TailLength));
            }
        }
    }

    private void End(bool isTimeout)
    {
        lock (_gate)
        {
            if (_isClosed || _process.HasExited)
                return;
            _isTimedOut |= isTimeout;
            _process.Kill(entireProcessTree: true);
        }
    }

    private static SourceException Refusal(string what, string mend) => new(DataFault.OfFile("FED-DATA-COMMAND", what, mend));
}
