using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Federated.ClientNode.Data.Sources;

namespace Federated.ClientNode.Data.Transactions;

/// <summary>What every customer's transactions add up to.</summary>
internal sealed class TransactionTotals
{
    private readonly TransactionMapping _mapping;
    private readonly Dictionary<string, int> _customers;
    private readonly ImmutableArray<CustomerTotals> _totals;
    private readonly string?[] _topCategories;
    private readonly int _asOfDay;

    public TransactionTotals(
        TransactionMapping mapping, Dictionary<string, int> customers, ImmutableArray<CustomerTotals> totals, string?[] topCategories,
        IReadOnlyList<DataFault> faults, IReadOnlyList<DataFault> notices)
    {
        _mapping = mapping;
        _customers = customers;
        _totals = totals;
        _topCategories = topCategories;
        _asOfDay = DateOnly.FromDateTime(mapping.AsOf).DayNumber;
        Columns = TransactionColumns.Of(mapping);
        Faults = faults;
        Notices = notices;
    }

    /// <summary>The columns that <see cref="CellOf"/> knows.</summary>
    public IReadOnlyList<string> Columns { get; }

    /// <summary>What must be mended before the transactions can be used.</summary>
    public IReadOnlyList<DataFault> Faults { get; }

    /// <summary>What is worth knowing of them.</summary>
    public IReadOnlyList<DataFault> Notices { get; }

    /// <summary>Customers who were known on the day of reference, in the order of their first transaction in the source.</summary>
    public IEnumerable<string> Customers => _customers.Where(each => _totals[each.Value].Count > 0).Select(each => each.Key);

    /// <summary>Number of those customers.</summary>
    public int CustomerCount => _totals.Count(each => each.Count > 0);

    /// <summary>Where a customer is found; −1 for one without transactions.</summary>
    public int Find(string customer) => _customers.GetValueOrDefault(customer, -1);

    /// <summary>Whether the features may know the customer at that place.</summary>
    public bool IsKnown(int customer) => customer >= 0 && _totals[customer].Count > 0;

    /// <summary>One derived cell.</summary>
    public Cell CellOf(int customer, int column)
    {
        var none = default(CustomerTotals);
        ref readonly var totals = ref customer < 0 ? ref none : ref ImmutableCollectionsMarshal.AsArray(_totals)![customer];
        return TransactionColumns.CellOf(Columns[column], totals, customer < 0 || _topCategories.Length == 0 ? null : _topCategories[customer], _asOfDay);
    }
}
