using Federated.Tasks.Schema;

namespace Federated.ClientNode.Data;

/// <summary>Finds customers, or without ids rows, that stand twice: by the keys of the split, which are equal exactly for them.</summary>
internal sealed class DuplicateRows
{
    private readonly DistinctKeys? _keys;
    private readonly DuplicateTreatment _treatment;
    private readonly FaultTally _tally;

    /// <param name="contract">Says whether there are ids.</param>
    /// <param name="mapping">Says what is to be done.</param>
    /// <param name="isRepeat">The rows were read before and had no fault: only what changes the rows is done again.</param>
    public DuplicateRows(DataContract contract, DataMapping mapping, bool isRepeat)
    {
        // Of a customer who is named by an id every event counts, whatever the mapping says of tables of customers.
        bool isHistory = contract is { Id: not null, Rows: RowKind.Events };
        _treatment = isHistory ? DuplicateTreatment.Keep : mapping.Duplicates ?? (contract.Id is null ? DuplicateTreatment.Keep : DuplicateTreatment.Error);
        _keys = isHistory || (isRepeat && _treatment != DuplicateTreatment.KeepFirst) ? null : new DistinctKeys();
        _tally = new FaultTally(
            "FED-DATA-DUPLICATE",
            contract.Id?.Name,
            contract.Id is null ? "no row should repeat another one in every field" : $"{contract.Id.Name} must not repeat: one row a customer",
            Mend(mapping, contract.Id is not null));
    }

    /// <summary>What must be mended, or null.</summary>
    public DataFault? Fatal(long rowCount) => _treatment == DuplicateTreatment.Error && !_tally.IsEmpty ? _tally.ToFault(rowCount) : null;

    /// <summary>What was found and dealt with, or null.</summary>
    public DataFault? Mended(long rowCount) => _treatment != DuplicateTreatment.Error && !_tally.IsEmpty ? _tally.ToFault(rowCount) : null;

    /// <summary>Whether a usable row enters the table.</summary>
    public bool Accept(ulong key, long line)
    {
        if (_keys is null || _keys.Add(key))
            return true;
        _tally.Count(line, cell: null);
        return _treatment == DuplicateTreatment.Keep;
    }

    private string Mend(DataMapping mapping, bool hasId) => _treatment switch
    {
        DuplicateTreatment.KeepFirst => "Only the first of each was used, as the mapping says.",
        DuplicateTreatment.Keep when hasId => "All were used, as the mapping says.",
        DuplicateTreatment.Keep => $"All were used. If they are one and the same, set duplicates: keep_first in {mapping.DocumentName}.",
        _ => $"export one row a customer, or set duplicates: keep_first | keep in {mapping.DocumentName}",
    };
}
