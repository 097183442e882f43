using Federated.ClientNode.Data.Sources;
using Federated.Computations;
using Federated.Tasks.Schema;

namespace Federated.ClientNode.Data;

/// <summary>
/// A node's rows, read again from their source at every pass and never held whole: a pass holds one batch, so memory does not depend on the number of rows,
/// but for what finds duplicates (see <see cref="DistinctKeys"/>). The source is checked whole before the first pass; a later pass that meets a fault,
/// or another number of rows, means that the source has changed meanwhile, and is refused.
/// </summary>
internal sealed class StreamedRows : ITaskRows
{
    /// <summary>Most rows of a batch.</summary>
    public const int BatchSize = 1 << 16;

    private readonly DataMapping _mapping;
    private readonly RowSource _source;
    private readonly string _splitSalt;
    private readonly ReadPurpose _purpose;

    /// <param name="contract">What the rows obey.</param>
    /// <param name="mapping">How the fields are found.</param>
    /// <param name="source">Where the rows are.</param>
    /// <param name="splitSalt">The job's salt.</param>
    /// <param name="purpose">Why they are read.</param>
    /// <param name="report">What a check of this very source found: no fault.</param>
    public StreamedRows(DataContract contract, DataMapping mapping, RowSource source, string splitSalt, ReadPurpose purpose, DataReport report)
    {
        Contract = contract;
        _mapping = mapping;
        _source = source;
        _splitSalt = splitSalt;
        _purpose = purpose;
        Report = report;
    }

    /// <summary>What the rows obey.</summary>
    public DataContract Contract { get; }

    /// <summary>What was found when the source was checked.</summary>
    public DataReport Report { get; }

    /// <summary>Rows of a pass.</summary>
    public long RowCount => Report.UsedRowCount;

    /// <summary>Reads the mapping's source once and keeps nothing of it but the report.</summary>
    /// <inheritdoc cref="TableReader.Read(DataContract, DataMapping, string, ReadPurpose)" path="/param"/>
    public static StreamedRows Check(DataContract contract, DataMapping mapping, string splitSalt, ReadPurpose purpose)
    {
        var source = mapping.SourceFor(contract);
        using var pass = new TablePass(contract, mapping, source, splitSalt, purpose);
        while (pass.Read(BatchSize) is not null)
        {
        }
        return new StreamedRows(contract, mapping, source, splitSalt, purpose, pass.Report);
    }

    /// <inheritdoc/>
    IEnumerable<LocalTable> ITaskRows.Batches() => Read().Select(batch => batch.Table);

    /// <summary>A pass over all rows, in batches of at most <see cref="BatchSize"/>; can be asked for again and again.</summary>
    /// <exception cref="ContributionException">While it is read: the source is not as it was when it was checked.</exception>
    public IEnumerable<TableBatch> Read()
    {
        using var pass = new TablePass(Contract, _mapping, _source, _splitSalt, _purpose, isRepeat: true);
        long rows = 0;
        while (pass.Read(BatchSize) is { } batch)
        {
            if (pass.HasFaults)
                break;
            rows += batch.Table.RowCount;
            yield return batch;
        }
        if (pass.HasFaults || rows != RowCount)
            throw new ContributionException($"{_source.Title} has changed since it was checked: it had {RowCount} usable rows{(pass.HasFaults ? " and no faults" : $" and now has {rows}")}. Run it again while nobody writes to it: fed-node data check shows what is wrong with it now.");
    }
}
