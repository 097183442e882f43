using Federated.ClientNode.Data.Sources;
using Federated.Tasks.Documents;

namespace Federated.ClientNode.Data;

/// <summary>Counts one kind of fault over the rows of a file.</summary>
internal sealed class FaultTally(string code, string? field, string what, string mend)
{
    private const int LinesKept = 3;

    private readonly List<long> _lines = [];
    private string? _example;
    private long _count;

    public bool IsEmpty => _count == 0;

    /// <param name="line">Line of the row in the file.</param>
    /// <param name="cell">The offending cell, or null when it must not be shown.</param>
    public void Count(long line, Cell? cell)
    {
        _count++;
        if (_lines.Count < LinesKept)
            _lines.Add(line);
        if (_count == 1 && cell?.Text.Trim() is { Length: > 0 } text)
            _example = Shown.Of(text);
    }

    public DataFault ToFault(long rowCount) => new(code, field, what, _count, rowCount == 0 ? 0 : (double)_count / rowCount, _lines, _example, mend) { Total = rowCount };
}
