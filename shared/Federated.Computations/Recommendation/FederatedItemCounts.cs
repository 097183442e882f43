namespace Federated.Computations.Recommendation;

/// <summary>
/// How many customers of all nodes have each item, and both of two items: the Gram matrix XᵀX of customers × items, in one round. Everything that a linear recommender wants
/// follows from it: popularity, neighbours by cosine (Sarwar, Karypis, Konstan and Riedl 2001), and EASE (Steck 2019), which then are those of all customers in one table.
/// <para>
/// The bound of a count is 2^(b−1) − 1, so that one integer stands for one customer: nothing is rounded, and b is no wider than the customers of a node need (21 bits for a million).
/// n items cost n·(n+1)/2 numbers of b + log₂(nodes) bits: at 21 bits and 16 nodes 1.6 MB of 1,000 items, 40 MB of 5,000 and 100 MB of 8,000, the most; 20,000 would take 650 MB, and states of 2.4 GB.
/// </para>
/// <para>
/// A customer adds at most 1 to a count, and at most m·(m+1)/2 + 1 to all, m being the items that a caller leaves a customer. The counts become part of the released model, exact and without a floor: a pair
/// that one customer alone has is there as a 1. Weights of EASE would tell as much, for P and then XᵀX follow from them. Rare items are better left out of the catalogue.
/// </para>
/// </summary>
public sealed class FederatedItemCounts : IComputation<ItemCountState, IItemSums>
{
    /// <inheritdoc/>
    public ContributionSpec Specify(ItemCountState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        int bits = 2;
        while ((1L << (bits - 1)) - 1 < state.Request.MostCustomers)
            bits++;
        return new ContributionSpec(state.Request.Counts + 1, (1L << (bits - 1)) - 1, clipNorm: null, bits, weightBound: 1, UnitOfPrivacy.Partner);
    }

    /// <inheritdoc/>
    public void Contribute(ItemCountState state, IItemSums data, Contribution into)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(into);
        into.Values.Clear();
        data.Add(state.Request, into.Values);
        if (into.Values[^1] > state.Request.MostCustomers)
            throw new ContributionException($"This node has {into.Values[^1]} customers, and the job allows {state.Request.MostCustomers}. Nothing was sent; ask for a job with a larger 'most_customers'.");
        into.Weight = 1;
        into.Validate();
    }

    /// <inheritdoc/>
    public ItemCountState Apply(ItemCountState state, SecureSum sum)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(sum);
        if (IsDone(state))
            throw new InvalidOperationException("The items are counted already; no round is left.");
        sum.RequireFit(Specify(state));
        ItemCountRequest request = state.Request;
        long customers = SummedCount.Of(sum.Values, request.Counts, (long)sum.Contributors * request.MostCustomers);
        var counts = new float[request.Counts];
        for (int index = 0; index < counts.Length; index++)
            counts[index] = SummedCount.Of(sum.Values, index, customers);
        var result = new ItemCounts(request, customers, counts);
        ItemCountSnapshot.RequirePossible(result);
        return state with { Result = result };
    }

    /// <inheritdoc/>
    public bool IsDone(ItemCountState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return state.Result is not null;
    }
}
