namespace Federated.Samples.Quickstart.Processes;

/// <summary>The last lines that a process wrote to standard error; the log file, if there is one, has them all.</summary>
internal sealed class ErrorTail : IDisposable
{
    private const int MostLines = 12;
    private const int LongestLine = 500;

    private readonly Queue<string> _lines = new();
    private readonly StreamWriter? _log;

    public ErrorTail(string? logFile) => _log = logFile is null ? null : new StreamWriter(logFile, append: true) { AutoFlush = true };

    /// <summary>Oldest first.</summary>
    public IReadOnlyList<string> Lines
    {
        get
        {
            lock (_lines)
                return [.. _lines];
        }
    }

    public void Add(string line)
    {
        lock (_lines)
        {
            _log?.WriteLine(line);
            if (_lines.Count == MostLines)
                _lines.Dequeue();
            _lines.Enqueue(line.Length > LongestLine ? line[..LongestLine] + "…" : line);
        }
    }

    public void Dispose() => _log?.Dispose();
}
