namespace Federated.ClientNode.Data.Transactions;

/// <summary>How often each customer bought of each category.</summary>
internal sealed class CategoryCounts
{
    /// <summary>The most categories; more than this is a column of product names.</summary>
    public const int MaximumCategories = 65_536;

    private readonly Dictionary<string, int> _categories = new(StringComparer.Ordinal);
    private readonly List<string> _names = [];
    private readonly Dictionary<long, int> _counts = [];

    /// <exception cref="SourceException">Too many categories.</exception>
    public void Add(int customer, string category)
    {
        if (!_categories.TryGetValue(category, out var index))
        {
            if (_names.Count == MaximumCategories)
                throw new SourceException(DataFault.OfFile("FED-DATA-TRANSACTIONS", $"the transactions have more than {MaximumCategories} categories", "name a column of coarser categories, or leave category: out"));
            _categories.Add(category, index = _names.Count);
            _names.Add(category);
        }
        var key = ((long)customer << 32) | (uint)index;
        _counts[key] = _counts.GetValueOrDefault(key) + 1;
    }

    /// <summary>For each customer the most frequent category, of equals the first by its characters; null without any.</summary>
    public string?[] Top(int customers)
    {
        var top = new string?[customers];
        var counts = new int[customers];
        foreach (var (key, count) in _counts)
        {
            var (customer, name) = ((int)(key >> 32), _names[(int)key]);
            if (count < counts[customer] || (count == counts[customer] && string.CompareOrdinal(name, top[customer]) > 0))
                continue;
            (top[customer], counts[customer]) = (name, count);
        }
        return top;
    }
}
