using System.Globalization;
using Federated.ClientNode.Data.Sources;
using Federated.Tasks.Documents;

namespace Federated.ClientNode.Data.Transactions;

/// <summary>Transactions one by one: customer, day, amount and category of each row that has them.</summary>
internal sealed class TransactionRows : IDisposable
{
    private readonly TransactionMapping _mapping;
    private readonly DataMapping _cells;
    private readonly TransactionFaults _faults;
    private readonly RowCursor _cursor;
    private readonly int _customer, _date, _amount, _category = -1;

    /// <exception cref="SourceException">The source cannot be opened, or lacks a column.</exception>
    public TransactionRows(TransactionMapping mapping, DataMapping cells, TransactionFaults faults)
    {
        _mapping = mapping;
        _cells = cells;
        _faults = faults;
        _cursor = mapping.Source.Open();
        try
        {
            _customer = Find("customer", mapping.Customer);
            _date = Find("date", mapping.Date);
            _amount = Find("amount", mapping.Amount);
            if (mapping.Category is { } category)
                _category = Find("category", category);
        }
        catch
        {
            _cursor.Dispose();
            throw;
        }
    }

    /// <summary>Rows so far, bad ones included.</summary>
    public long Count { get; private set; }

    /// <summary>Whether the row's cells could be read.</summary>
    public bool IsSound { get; private set; }

    public string Customer { get; private set; } = "";

    /// <summary>Days from the first of January of the year 1.</summary>
    public int Day { get; private set; }

    public double Amount { get; private set; }

    /// <summary>Null where missing.</summary>
    public string? Category { get; private set; }

    public bool Read()
    {
        if (!_cursor.Read())
            return false;
        Count++;
        IsSound = _cursor.State == RowState.Sound ? ReadCells() : _faults.Ragged(_cursor.Line);
        return true;
    }

    public void Dispose() => _cursor.Dispose();

    private bool ReadCells()
    {
        var (customer, date, amount) = (_cursor[_customer], _cursor[_date], _cursor[_amount]);
        Customer = customer.Text.Trim();
        Category = _category < 0 ? null : _cursor[_category].Text.Trim() is { Length: > 0 } text && !CellWords.IsMissing(text, _cells) ? text : null;
        var isSound = true;
        if (CellWords.IsMissing(Customer, _cells))
            isSound = _faults.Customer(_cursor.Line);
        if (_mapping.DateFormat.TryRead(date, out var time))
            Day = DateOnly.FromDateTime(time).DayNumber;
        else
            isSound = _faults.Date(_cursor.Line, date);
        var number = amount.Kind == CellKind.Text && CellWords.TryNumber(amount.Text.AsSpan().Trim(), _cells.DecimalMark, out var read) ? read : amount.Number;
        if (!double.IsFinite(number) || Math.Abs(number) > TransactionFaults.LargestAmount)
            isSound = _faults.Amount(_cursor.Line, amount);
        Amount = number;
        return isSound;
    }

    private int Find(string key, string column)
    {
        int[] at = [.. Enumerable.Range(0, _cursor.Header.Count).Where(index => _cursor.Header[index] == column)];
        if (at.Length == 1)
            return at[0];
        var hint = NearestWord.Find(column, _cursor.Header) is { } nearest ? $"did you mean '{Shown.Of(nearest)}'? " : "";
        throw new SourceException(DataFault.OfFile(
            "FED-DATA-COLUMN",
            string.Create(CultureInfo.InvariantCulture, $"{at.Length} columns of {_mapping.Source.Title} are called '{Shown.Of(column)}'"),
            $"{hint}{_cells.DocumentName}, under transactions: {key}: its name in the header"));
    }
}
