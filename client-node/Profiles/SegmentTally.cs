namespace Federated.ClientNode.Profiles;

/// <summary>What the customers of one segment add up to.</summary>
/// <param name="rankings">Number of tasks that rank customers.</param>
internal sealed class SegmentTally(int rankings)
{
    private readonly double[] _sums = new double[rankings];
    private readonly long[] _counts = new long[rankings];
    private readonly long[] _best = new long[rankings];
    private readonly Dictionary<string, long> _categories = new(StringComparer.Ordinal);

    /// <summary>Its customers.</summary>
    public long Customers { get; private set; }

    /// <summary>The category that most of them prefer; null when none is known.</summary>
    public string? Category => _categories.OrderByDescending(each => each.Value).ThenBy(each => each.Key, StringComparer.Ordinal).Select(each => each.Key).FirstOrDefault();

    /// <summary>How many prefer each category.</summary>
    public IReadOnlyDictionary<string, long> Categories => _categories;

    /// <summary>Mean score of a ranking; NaN of no customers.</summary>
    public double Mean(int ranking) => _counts[ranking] == 0 ? double.NaN : _sums[ranking] / _counts[ranking];

    /// <summary>Share of its customers with a score whose group is 8 to 10; NaN of no customers.</summary>
    public double BestShare(int ranking) => _counts[ranking] == 0 ? double.NaN : _best[ranking] / (double)_counts[ranking];

    /// <summary>Counts a customer.</summary>
    /// <param name="category">What the customer prefers; null for nothing known.</param>
    public void Add(string? category)
    {
        Customers++;
        if (category is not null)
            _categories[category] = _categories.GetValueOrDefault(category) + 1;
    }

    /// <summary>Adds a customer's score.</summary>
    public void Add(int ranking, double score, int group)
    {
        _sums[ranking] += score;
        _counts[ranking]++;
        _best[ranking] += group >= ProfileSummary.HighFrom ? 1 : 0;
    }
}
