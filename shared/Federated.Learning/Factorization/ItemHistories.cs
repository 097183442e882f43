namespace Federated.Learning.Factorization;

/// <summary>Which items each customer had, in order, each once. Plain data of one place: it never leaves it. Immutable.</summary>
public sealed class ItemHistories
{
    private readonly int[] _starts;
    private readonly int[] _ordered;
    private readonly int[] _sorted;

    /// <summary>Checks and copies the histories.</summary>
    /// <param name="items">Number of items; an item is 0 to <paramref name="items"/>−1.</param>
    /// <param name="customers">Each customer's items, the latest last; none is allowed.</param>
    /// <exception cref="ArgumentException">An item is out of range or stands twice in a history; the message names the customer.</exception>
    public ItemHistories(int items, IEnumerable<ReadOnlyMemory<int>> customers)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(items, 1);
        ArgumentNullException.ThrowIfNull(customers);
        Items = items;
        var starts = new List<int> { 0 };
        var ordered = new List<int>();
        foreach (ReadOnlyMemory<int> customer in customers)
        {
            ItemChecks.Check(customer.Span, default, items);
            ordered.AddRange(customer.Span);
            starts.Add(ordered.Count);
        }

        (_starts, _ordered, _sorted) = ([.. starts], [.. ordered], [.. ordered]);
        for (int customer = 0; customer < Customers; customer++)
            SortOnce(customer);
    }

    /// <summary>Number of items.</summary>
    public int Items { get; }

    /// <summary>Number of customers, those without items included.</summary>
    public int Customers => _starts.Length - 1;

    /// <summary>Pairs of a customer and an item.</summary>
    public int Count => _ordered.Length;

    /// <summary>A customer's items, the latest last.</summary>
    public ReadOnlySpan<int> Of(int customer) => _ordered.AsSpan(_starts[customer], _starts[customer + 1] - _starts[customer]);

    /// <summary>Whether a customer had an item.</summary>
    public bool Has(int customer, int item) => _sorted.AsSpan(_starts[customer], _starts[customer + 1] - _starts[customer]).BinarySearch(item) >= 0;

    private void SortOnce(int customer)
    {
        Span<int> own = _sorted.AsSpan(_starts[customer], _starts[customer + 1] - _starts[customer]);
        own.Sort();
        for (int place = 1; place < own.Length; place++)
        {
            if (own[place] == own[place - 1])
                throw new ArgumentException($"Customer {customer} has item {own[place]} twice; keep its latest place only.");
        }
    }
}
