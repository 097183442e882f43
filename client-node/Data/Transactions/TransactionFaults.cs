using Federated.ClientNode.Data.Sources;

namespace Federated.ClientNode.Data.Transactions;

/// <summary>Faults of transactions, counted. Each method says that the row cannot be used.</summary>
internal sealed class TransactionFaults
{
    /// <summary>The largest amount, either way, that is believed: a million millions.</summary>
    public const double LargestAmount = 1e12;

    private readonly TransactionMapping _mapping;
    private readonly FaultTally _ragged, _customer, _date, _amount;

    public TransactionFaults(TransactionMapping mapping, DataMapping cells)
    {
        _mapping = mapping;
        var mend = mapping.Invalid == CellTreatment.DropRow ? "Transactions left out, as the mapping says." : $"mend the rows, or {cells.DocumentName}, under transactions: invalid: drop_row";
        _ragged = new FaultTally("FED-DATA-RAGGED", null, "each transaction must have as many cells as the header, with quotes doubled", mend);
        _customer = new FaultTally("FED-DATA-MISSING", null, "each transaction must have a customer", mend);
        _date = new FaultTally("FED-DATA-TYPE", null, "each transaction must have a date (ISO 8601, or as date_format: says)", mend);
        _amount = new FaultTally("FED-DATA-TYPE", null, "each transaction must have an amount, a number within ±10^12", mend);
    }

    public bool Ragged(long line) => Count(_ragged, line, null);

    public bool Customer(long line) => Count(_customer, line, null);

    public bool Date(long line, Cell cell) => Count(_date, line, cell);

    public bool Amount(long line, Cell cell) => Count(_amount, line, cell);

    /// <summary>What must be mended.</summary>
    public IReadOnlyList<DataFault> Fatal(long rows) => _mapping.Invalid == CellTreatment.DropRow ? [] : All(rows);

    /// <summary>What was left out.</summary>
    public IReadOnlyList<DataFault> Mended(long rows) => _mapping.Invalid == CellTreatment.DropRow ? All(rows) : [];

    private List<DataFault> All(long rows) =>
        [.. new[] { _ragged, _customer, _date, _amount }.Where(tally => !tally.IsEmpty).Select(tally => tally.ToFault(rows) with { Unit = "transactions", LineWord = _mapping.Source.LineWord })];

    private static bool Count(FaultTally tally, long line, Cell? cell)
    {
        tally.Count(line, cell);
        return false;
    }
}
