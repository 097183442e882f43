using Federated.Learning.Solvers;

namespace Federated.Learning.Factorization;

/// <summary>
/// Σ x·xᵀ over the users' rows x of items: with values of 1, how many users have both of two items. Layout: the packed lower triangle
/// (<see cref="PackedTriangle"/>). Length: items·(items+1)/2.
/// </summary>
public sealed class EaseStatistics : SufficientStatistics
{
    /// <summary>Statistics of no users.</summary>
    /// <param name="items">1 to 30,000.</param>
    public EaseStatistics(int items)
        : base(PackedTriangle.Length(Check(items)))
        => Items = items;

    /// <summary>Number of items.</summary>
    public int Items { get; }

    /// <summary>Adds users, one a row.</summary>
    /// <exception cref="ArgumentException">The rows have another number of columns than there are items.</exception>
    public void Add(SparseRows users)
    {
        ArgumentNullException.ThrowIfNull(users);
        if (users.Columns != Items)
            throw new ArgumentException($"The rows have {users.Columns} columns; there are {Items} items.", nameof(users));
        for (int user = 0; user < users.Rows; user++)
        {
            ReadOnlySpan<int> items = users.ColumnsOf(user);
            ReadOnlySpan<float> values = users.ValuesOf(user);
            for (int first = 0; first < items.Length; first++)
            {
                int line = PackedTriangle.Index(items[first], 0);
                for (int second = 0; second <= first; second++)
                    Values[line + items[second]] += (double)values[first] * values[second];
            }
        }
    }

    private static int Check(int items)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(items, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(items, 30_000);
        return items;
    }
}
