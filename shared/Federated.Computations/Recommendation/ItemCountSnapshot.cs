using Federated.Learning.State;

namespace Federated.Computations.Recommendation;

/// <summary>Counts as a snapshot: F32 <c>counts</c> in the order of <see cref="ItemCountRequest.Counts"/>, and F64 <c>customers</c> [1]. Nothing before the round.</summary>
public static class ItemCountSnapshot
{
    private const string Counts = "counts", Customers = "customers";

    /// <summary>Writes a state; equal states give equal bytes.</summary>
    public static ModelSnapshot Write(ItemCountState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return state.Result is not { } result
            ? new ModelSnapshot([])
            : new ModelSnapshot([new SingleTensor(Counts, new TensorShape(result.Values.Length), result.Values), StateTensors.Tensor(Customers, result.Customers)]);
    }

    /// <summary>Reads what <see cref="Write"/> wrote for the same request.</summary>
    /// <exception cref="ContributionException">The snapshot does not fit the request, or holds a count that no customers add up to.</exception>
    public static ItemCountState Read(ModelSnapshot snapshot, ItemCountRequest request)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        ArgumentNullException.ThrowIfNull(request);
        if (snapshot.Tensors.IsEmpty)
            return new ItemCountState(request);
        StateTensors.RequireCount(snapshot, 2);
        if (snapshot.Tensors.FirstOrDefault(tensor => tensor.Name == Counts) is not SingleTensor counts || counts.Shape.Dimensions.Length != 1 || counts.Values.Length != request.Counts)
            throw new ContributionException($"The state has no F32 tensor '{Counts}' of {request.Counts} values: it belongs to another job.");
        long customers = StateTensors.Whole(StateTensors.Figures(snapshot, Customers, 1)[0], Customers, 0, 1L << 50);
        var result = new ItemCounts(request, customers, counts.Values.ToArray());
        RequirePossible(result);
        return new ItemCountState(request, result);
    }

    /// <summary>Whole numbers, no pair more frequent than either of its items, no item than there are customers.</summary>
    /// <exception cref="ContributionException">The counts are not those of any customers.</exception>
    internal static void RequirePossible(ItemCounts counts)
    {
        ReadOnlySpan<float> values = counts.Values;
        int pairs = counts.Request.WithPairs ? counts.Items : 0, place = 0;
        for (int item = 0; item < counts.Items; item++)
        {
            double of = counts.Of(item);
            if (!(of >= 0 && of <= (float)counts.Customers && double.IsInteger(of)))
                throw Impossible(item);
            for (int other = 0; pairs > 0 && other <= item; other++, place++)
            {
                float both = values[place];
                if (!(both >= 0 && both <= of && both <= counts.Of(other) && float.IsInteger(both)))
                    throw Impossible(item);
            }
        }
    }

    private static ContributionException Impossible(int item) =>
        new($"The counts of item {item} are not those that customers can have; a node contributed something else, or the state belongs to another job.");
}
