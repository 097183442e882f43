using Federated.ClientNode.Data.Sources;

namespace Federated.ClientNode.Data.Transactions;

/// <summary>
/// A customer table with the columns that transactions give: joined by id to a source of customers, or by themselves, one row for each customer who bought
/// until the day of reference. The transactions are added up at the first pass and kept.
/// </summary>
/// <param name="customers">The customer table; null for none.</param>
/// <param name="idColumn">The column of ids in it, or the name that the ids are to have.</param>
/// <param name="transactions">Where the transactions are.</param>
/// <param name="cells">Decimal mark and words for missing values.</param>
internal sealed class TransactionRowSource(RowSource? customers, string idColumn, TransactionMapping transactions, DataMapping cells) : RowSource
{
    private TransactionTotals? _totals;

    public override string Title => customers is null ? $"the transactions of {transactions.Source.Title}" : $"{customers.Title} with the transactions of {transactions.Source.Title}";

    public override string LineWord => customers?.LineWord ?? "row";

    public override string? Stamp => transactions.Source.Stamp is { } stamp && (customers is null || customers.Stamp is not null) ? $"{customers?.Stamp} {stamp}" : null;

    public override RowCursor Open()
    {
        _totals ??= TransactionPass.Read(transactions, cells);
        return customers is null ? new CustomerCursor(_totals, idColumn) : new JoinCursor(customers.Open(), _totals, idColumn);
    }
}
