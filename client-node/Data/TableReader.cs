using Federated.ClientNode.Data.Sources;
using Federated.Tasks.Schema;

namespace Federated.ClientNode.Data;

/// <summary>Reads a mapping's source at once: into one table in memory, or, to check it, into none.</summary>
internal static class TableReader
{
    /// <summary>Reads the mapping's source.</summary>
    /// <param name="contract">What the rows must obey.</param>
    /// <param name="mapping">Where they are.</param>
    /// <param name="splitSalt">The job's salt; see <see cref="TrainTestSplit"/>.</param>
    /// <param name="purpose">Whether the label is read, and whether ids are kept.</param>
    public static DataReading Read(DataContract contract, DataMapping mapping, string splitSalt, ReadPurpose purpose) =>
        Read(contract, mapping, mapping.SourceFor(contract), splitSalt, purpose);

    /// <summary>Reads another source in place of the mapping's own.</summary>
    /// <inheritdoc cref="Read(DataContract, DataMapping, string, ReadPurpose)" path="/param"/>
    public static DataReading Read(DataContract contract, DataMapping mapping, RowSource source, string splitSalt, ReadPurpose purpose)
    {
        using var pass = new TablePass(contract, mapping, source, splitSalt, purpose);
        var rows = pass.Read(int.MaxValue);
        return pass.Report.IsUsable ? new DataReading(pass.Report, rows!.Table, rows.Ids, rows.Lines) : new DataReading(pass.Report, null, [], []);
    }

    /// <summary>Reads the mapping's source and keeps none of its rows.</summary>
    /// <inheritdoc cref="Read(DataContract, DataMapping, string, ReadPurpose)" path="/param"/>
    public static DataReport Check(DataContract contract, DataMapping mapping, string splitSalt, ReadPurpose purpose)
    {
        const int batch = 1 << 16;
        using var pass = new TablePass(contract, mapping, mapping.SourceFor(contract), splitSalt, purpose);
        while (pass.Read(batch) is not null)
        {
        }
        return pass.Report;
    }
}
