using Federated.Tasks.Schema;

namespace Federated.ClientNode.Data;

/// <summary>A file once it is read: what was found, and the table when nothing was fatal.</summary>
internal sealed class DataReading(DataReport report, LocalTable? table, IReadOnlyList<string> ids, IReadOnlyList<long> lines)
{
    public DataReport Report { get; } = report;

    /// <summary>Null when the report has a fault.</summary>
    public LocalTable? Table { get; } = table;

    /// <summary>For scoring, the id of each row of the table; empty when the contract has no id, and when read for training.</summary>
    public IReadOnlyList<string> Ids { get; } = ids;

    /// <summary>For scoring, the line in the file of each row of the table; empty when read for training.</summary>
    public IReadOnlyList<long> Lines { get; } = lines;
}
