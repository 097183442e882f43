using System.Globalization;
using System.Runtime.InteropServices;
using Federated.ClientNode.Data.Sources;

namespace Federated.ClientNode.Data.Transactions;

/// <summary>
/// Reads transactions once, in any order, and adds them up for each customer. Memory is that of the customers. When some customer's transactions are
/// not in order of their days, the source is read a second time to count the days of such customers alone.
/// </summary>
internal sealed class TransactionPass
{
    private readonly TransactionMapping _mapping;
    private readonly DataMapping _cells;
    private readonly Dictionary<string, int> _customers = new(StringComparer.Ordinal);
    private readonly List<CustomerTotals> _totals = [];
    private readonly CategoryCounts _categories = new();
    private readonly TransactionFaults _faults;
    private readonly int _asOfDay;
    private long _rowCount, _later;

    private TransactionPass(TransactionMapping mapping, DataMapping cells)
    {
        _mapping = mapping;
        _cells = cells;
        _faults = new TransactionFaults(mapping, cells);
        _asOfDay = DateOnly.FromDateTime(mapping.AsOf).DayNumber;
    }

    /// <summary>Reads the whole source.</summary>
    /// <param name="mapping">Where the transactions are.</param>
    /// <param name="cells">Decimal mark and words for missing values.</param>
    /// <exception cref="SourceException">The source cannot be read.</exception>
    public static TransactionTotals Read(TransactionMapping mapping, DataMapping cells)
    {
        var pass = new TransactionPass(mapping, cells);
        pass.ReadAll();
        if (pass._totals.Exists(each => each.IsOutOfOrder))
            pass.CountDaysAgain();
        return new TransactionTotals(
            mapping, pass._customers, [.. pass._totals], mapping.Category is null ? [] : pass._categories.Top(pass._totals.Count), pass._faults.Fatal(pass._rowCount), pass.Notices());
    }

    private void ReadAll()
    {
        using var rows = new TransactionRows(_mapping, _cells, _faults);
        while (rows.Read())
        {
            _rowCount = rows.Count;
            if (!rows.IsSound)
                continue;
            var day = rows.Day;
            if (day > _asOfDay + _mapping.HorizonDays)
            {
                _later++;
                continue;
            }
            if (!_customers.TryGetValue(rows.Customer, out var customer))
            {
                _customers.Add(rows.Customer, customer = _totals.Count);
                _totals.Add(default);
            }
            ref var totals = ref CollectionsMarshal.AsSpan(_totals)[customer];
            if (day > _asOfDay)
            {
                totals.AddNext(rows.Amount);
                continue;
            }
            totals.Add(day, rows.Amount);
            if (rows.Category is { } category)
                _categories.Add(customer, category);
        }
        _rowCount = rows.Count;
    }

    private void CountDaysAgain()
    {
        var days = new HashSet<long>();
        using var rows = new TransactionRows(_mapping, _cells, new TransactionFaults(_mapping, _cells));
        while (rows.Read())
        {
            if (rows.IsSound && rows.Day <= _asOfDay && _customers.TryGetValue(rows.Customer, out var customer) && _totals[customer].IsOutOfOrder)
                days.Add(((long)customer << 32) | (uint)rows.Day);
        }
        var totals = CollectionsMarshal.AsSpan(_totals);
        foreach (ref var each in totals)
            each.Days = each.IsOutOfOrder ? 0 : each.Days;
        foreach (var day in days)
            totals[(int)(day >> 32)].Days++;
    }

    private List<DataFault> Notices()
    {
        var bought = _totals.Count(each => each.Count > 0);
        List<DataFault> notices =
        [
            DataFault.OfFile(
                "FED-DATA-TRANSACTIONS",
                string.Create(CultureInfo.InvariantCulture, $"{_rowCount:N0} transactions of {bought:N0} customers until {_mapping.AsOf:yyyy-MM-dd}"),
                $"They give {string.Join(", ", TransactionColumns.Of(_mapping))}."),
        ];
        if (_later > 0)
            notices.Add(DataFault.OfFile("FED-DATA-TRANSACTIONS", string.Create(CultureInfo.InvariantCulture, $"{_later:N0} transactions are later than as_of{(_mapping.HorizonDays > 0 ? " and horizon_days" : "")}"), "They were not used."));
        notices.AddRange(_faults.Mended(_rowCount));
        return notices;
    }
}
