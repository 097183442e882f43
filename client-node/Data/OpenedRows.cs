using Federated.ClientNode.Data.Sources;
using Federated.Tasks.Schema;

namespace Federated.ClientNode.Data;

/// <summary>A source that was checked: what was found, and the rows for as many passes as a job needs when nothing was fatal.</summary>
internal sealed record OpenedRows
{
    /// <summary>The most rows that are held in memory, 2^20; a larger source is read anew for each pass.</summary>
    public const int MostHeld = 1 << 20;

    /// <summary>What was found.</summary>
    public required DataReport Report { get; init; }

    /// <summary>Null when the report has a fault.</summary>
    public required ITaskRows? Rows { get; init; }

    /// <summary>Reads the mapping's source whole; of a large one nothing is kept but the report.</summary>
    /// <param name="contract">What the rows must obey.</param>
    /// <param name="mapping">Where they are.</param>
    /// <param name="splitSalt">The job's salt; see <see cref="TrainTestSplit"/>.</param>
    /// <param name="purpose">Whether the label is read, and whether ids are kept.</param>
    /// <param name="mostHeld">The most rows to hold.</param>
    public static OpenedRows Open(DataContract contract, DataMapping mapping, string splitSalt, ReadPurpose purpose, int mostHeld = MostHeld)
    {
        RowSource source = mapping.SourceFor(contract);
        using var pass = new TablePass(contract, mapping, source, splitSalt, purpose);
        List<LocalTable> held = [];
        var isHeld = true;
        while (pass.Read(StreamedRows.BatchSize) is { } batch)
        {
            isHeld &= held.Sum(table => (long)table.RowCount) + batch.Table.RowCount <= mostHeld;
            if (isHeld)
                held.Add(batch.Table);
            else
                held.Clear();
        }
        if (!pass.Report.IsUsable)
            return new OpenedRows { Report = pass.Report, Rows = null };
        ITaskRows rows = isHeld ? LocalTable.Concatenate(held) : new StreamedRows(contract, mapping, source, splitSalt, purpose, pass.Report);
        return new OpenedRows { Report = pass.Report, Rows = rows };
    }
}
