namespace Federated.Computations.Recommendation;

/// <summary>Counts of customers at hand.</summary>
/// <param name="customers">The items of each customer, each item once; enumerated anew in each round.</param>
public sealed class ItemSums(IEnumerable<ReadOnlyMemory<int>> customers) : IItemSums
{
    /// <inheritdoc/>
    public void Add(ItemCountRequest request, Span<double> into)
    {
        ArgumentNullException.ThrowIfNull(request);
        var sorted = new List<int>();
        foreach (ReadOnlyMemory<int> customer in customers.Where(customer => !customer.IsEmpty))
        {
            into[request.Counts]++;
            sorted.Clear();
            sorted.AddRange(customer.Span);
            sorted.Sort();
            for (int first = 0; first < sorted.Count; first++)
            {
                int item = sorted[first];
                if ((uint)item >= (uint)request.Items || (first > 0 && sorted[first - 1] == item))
                    throw new ContributionException($"A customer has the item {item} twice, or there is none; items run from 0 to {request.Items - 1}, each once.");
                if (!request.WithPairs)
                {
                    into[item]++;
                    continue;
                }

                Span<double> line = into[request.Place(item)..];
                line[0]++;
                line = into[(request.Place(item) - item)..];
                for (int second = 0; second < first; second++)
                    line[sorted[second]]++;
            }
        }
    }
}
