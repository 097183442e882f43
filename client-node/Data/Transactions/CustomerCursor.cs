using Federated.ClientNode.Data.Sources;

namespace Federated.ClientNode.Data.Transactions;

/// <summary>One row for each customer of the transactions: the id, then the columns made of them.</summary>
internal sealed class CustomerCursor : RowCursor
{
    private readonly TransactionTotals _totals;
    private readonly IEnumerator<string> _customers;
    private long _row;
    private int _place;

    public CustomerCursor(TransactionTotals totals, string idColumn)
    {
        _totals = totals;
        _customers = totals.Customers.GetEnumerator();
        Header = [idColumn, .. totals.Columns];
    }

    public override IReadOnlyList<string> Header { get; }

    public override long Line => _row;

    public override IReadOnlyList<DataFault> Faults => _totals.Faults;

    public override IReadOnlyList<DataFault> Notices => _totals.Notices;

    public override Cell this[int column] => column == 0 ? Cell.Of(_customers.Current) : _totals.CellOf(_place, column - 1);

    public override bool Read()
    {
        if (!_customers.MoveNext())
            return false;
        _row++;
        _place = _totals.Find(_customers.Current);
        return true;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _customers.Dispose();
    }
}
