using Federated.Learning.State;

namespace Federated.Computations.SparseRegression;

/// <summary>Counts of texts as a snapshot: no tensor before the round; afterwards the F64 tensors <c>texts</c> [1] and <c>counts</c> [buckets].</summary>
public static class DocumentFrequencySnapshot
{
    /// <summary>Writes a state; equal states give equal bytes.</summary>
    public static ModelSnapshot Write(DocumentFrequencyState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return state.Counts.IsEmpty
            ? new ModelSnapshot([])
            : new ModelSnapshot([StateTensors.Tensor("texts", state.Texts), StateTensors.Tensor("counts", [.. state.Counts.Select(count => (double)count)])]);
    }

    /// <summary>Reads what <see cref="Write"/> wrote for the same buckets and floor.</summary>
    /// <exception cref="ContributionException">The snapshot is not such a state, or holds a figure that none has.</exception>
    public static DocumentFrequencyState Read(ModelSnapshot snapshot, int buckets, int floor)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        var state = new DocumentFrequencyState(buckets, floor);
        if (snapshot.Tensors.IsEmpty)
            return state;
        StateTensors.RequireCount(snapshot, 2);
        long texts = StateTensors.Whole(StateTensors.Figures(snapshot, "texts", 1)[0], "number of texts", 1, 1L << 53);
        return state.With(texts, [.. StateTensors.Figures(snapshot, "counts", buckets).Select(count => StateTensors.Whole(count, "count of texts", 0, texts))]);
    }
}
