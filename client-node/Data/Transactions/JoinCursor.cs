using System.Globalization;
using Federated.ClientNode.Data.Sources;
using Federated.Tasks.Documents;

namespace Federated.ClientNode.Data.Transactions;

/// <summary>The rows of a customer table, each with the columns made of the customer's transactions behind its own.</summary>
internal sealed class JoinCursor : RowCursor
{
    private readonly RowCursor _rows;
    private readonly TransactionTotals _totals;
    private readonly int _id, _width;
    private readonly HashSet<int> _met = [];
    private int _place;
    private bool _isAtEnd;

    /// <exception cref="SourceException">The customer table has no such column.</exception>
    public JoinCursor(RowCursor rows, TransactionTotals totals, string idColumn)
    {
        _rows = rows;
        _totals = totals;
        _width = rows.Header.Count;
        Header = [.. rows.Header, .. totals.Columns];
        _id = rows.Header.ToList().IndexOf(idColumn);
        if (_id >= 0)
            return;
        rows.Dispose();
        throw new SourceException(DataFault.OfFile("FED-DATA-COLUMN", $"the customer table has no column '{Shown.Of(idColumn)}', by which transactions are joined", "name the id's column in the mapping, under columns:"));
    }

    public override IReadOnlyList<string> Header { get; }

    public override long Line => _rows.Line;

    public override RowState State => _rows.State;

    public override long BlankLines => _rows.BlankLines;

    public override IReadOnlyList<DataFault> Faults => [.. _rows.Faults, .. _totals.Faults];

    public override IReadOnlyList<DataFault> Notices => [.. _rows.Notices, .. _totals.Notices, .. Strangers()];

    public override Cell this[int column] => column < _width ? _rows[column] : _totals.CellOf(_place, column - _width);

    public override bool Read()
    {
        if (!_rows.Read())
        {
            _isAtEnd = true;
            return false;
        }
        if (_rows.State == RowState.Sound)
        {
            _place = _totals.Find(_rows[_id].Text.Trim());
            if (_totals.IsKnown(_place))
                _met.Add(_place);
        }
        return true;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _rows.Dispose();
    }

    private IEnumerable<DataFault> Strangers()
    {
        var strangers = _totals.CustomerCount - _met.Count;
        if (_isAtEnd && strangers > 0)
            yield return DataFault.OfFile("FED-DATA-TRANSACTIONS", string.Create(CultureInfo.InvariantCulture, $"{strangers:N0} customers have transactions and are not in the customer table"), "Their transactions were not used.");
    }
}
