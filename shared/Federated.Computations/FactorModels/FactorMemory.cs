using Federated.Learning.Factorization;
using Federated.Learning.State;

namespace Federated.Computations.FactorModels;

/// <summary>
/// What a node keeps of joint factors, and nobody else: its own taste, and how its items differ from the joint ones. As a snapshot: <c>site</c> F32 [rank] and,
/// only with <see cref="FactorOptions.OwnItemRate"/>, <c>own_items</c> F32 [items·(rank + 1)]. Tastes of customers are found when they are wanted.
/// </summary>
public sealed class FactorMemory
{
    private const string Site = "site", OwnItems = "own_items";
    private readonly float[] _site;
    private readonly float[] _ownItems;

    private FactorMemory(float[] site, float[] ownItems) => (_site, _ownItems) = (site, ownItems);

    /// <summary>The taste of the site, which customers without a history have; zeros where the job has none.</summary>
    public ReadOnlySpan<float> SiteTaste => _site;

    /// <summary>Reads what a contribution left; nothing is what a node has that took no part yet.</summary>
    /// <exception cref="ContributionException">It is of another job, or damaged.</exception>
    public static FactorMemory Of(ModelSnapshot? kept, FactorOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        int rank = options.Factors.Rank;
        if (kept is null || !options.NeedsMemory)
            return new FactorMemory(new float[rank], []);
        StateTensors.RequireCount(kept, options.OwnItemRate > 0 ? 2 : 1);
        return new FactorMemory(
            FactorTensors.Singles(kept, Site, rank).ToArray(), options.OwnItemRate > 0 ? FactorTensors.Singles(kept, OwnItems, options.Items * (rank + 1)).ToArray() : []);
    }

    /// <summary>The items as this node scores with them.</summary>
    /// <exception cref="ContributionException">The memory is of other items.</exception>
    public SampledFactors ItemsOf(FactorState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        if (_ownItems.Length == 0)
            return state.Items;
        float[] factors = state.Items.Factors.ToArray(), biases = state.Items.Biases.ToArray();
        if (_ownItems.Length != factors.Length + biases.Length)
            throw new ContributionException("The node's memory is of other items than the state; it belongs to another job.");
        int rank = _site.Length;
        for (int item = 0; item < biases.Length; item++)
        {
            for (int factor = 0; factor < rank; factor++)
                factors[(item * rank) + factor] += _ownItems[(item * (rank + 1)) + factor];
            biases[item] += _ownItems[(item * (rank + 1)) + rank];
        }

        return new SampledFactors(factors, biases);
    }

    internal static ModelSnapshot Write(ReadOnlySpan<float> site, ReadOnlySpan<float> ownItems)
    {
        List<NamedTensor> tensors = [new SingleTensor(Site, new TensorShape(site.Length), site)];
        if (!ownItems.IsEmpty)
            tensors.Add(new SingleTensor(OwnItems, new TensorShape(ownItems.Length), ownItems));
        return new ModelSnapshot(tensors);
    }
}
