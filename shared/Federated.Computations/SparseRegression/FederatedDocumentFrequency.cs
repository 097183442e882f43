namespace Federated.Computations.SparseRegression;

/// <summary>
/// How many texts of all nodes have something in each hash bucket, in one round: what weighs rare words above common ones. Exact. A bucket of few texts is
/// reported as empty, since with words in the open one could be a customer's own; its words then count nothing.
/// </summary>
public sealed class FederatedDocumentFrequency : IComputation<DocumentFrequencyState, IDocumentCounts>
{
    /// <summary>Most texts of one node: 2²⁴.</summary>
    public const int MostTexts = 1 << 24;

    private const int Bits = 32;

    /// <inheritdoc/>
    public ContributionSpec Specify(DocumentFrequencyState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return new ContributionSpec(1 + state.Buckets, MostTexts, clipNorm: null, Bits, weightBound: 1, UnitOfPrivacy.Partner);
    }

    /// <inheritdoc/>
    public void Contribute(DocumentFrequencyState state, IDocumentCounts data, Contribution into)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(into);
        into.Values.Clear();
        data.Add(into.Values);
        into.Weight = 1;
        into.Validate();
    }

    /// <inheritdoc/>
    public DocumentFrequencyState Apply(DocumentFrequencyState state, SecureSum sum)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(sum);
        if (IsDone(state))
            throw new InvalidOperationException("The texts are counted already; no round is left.");
        sum.RequireFit(Specify(state));
        long texts = SummedCount.Of(sum.Values, 0, (long)sum.Contributors * MostTexts);
        var counts = new long[state.Buckets];
        for (int bucket = 0; bucket < counts.Length; bucket++)
        {
            long count = SummedCount.Of(sum.Values, 1 + bucket, texts);
            counts[bucket] = count < state.Floor ? 0 : count;
        }

        return texts > 0 ? state.With(texts, [.. counts]) : throw new ContributionException("No node has a text; check the column of the texts.");
    }

    /// <inheritdoc/>
    public bool IsDone(DocumentFrequencyState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return !state.Counts.IsEmpty;
    }
}
