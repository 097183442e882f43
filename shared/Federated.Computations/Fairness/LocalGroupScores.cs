namespace Federated.Computations.Fairness;

/// <summary>The sums of batches of rows that the node has scored.</summary>
/// <param name="batches">Its held-out rows.</param>
public sealed class LocalGroupScores(IEnumerable<GroupScores> batches) : IGroupScoreSums
{
    /// <inheritdoc/>
    public void Add(FairnessRequest request, Span<double> into)
    {
        ArgumentNullException.ThrowIfNull(request);
        foreach (GroupScores batch in batches)
        {
            Require(request, batch);
            for (int attribute = 0; attribute < request.Attributes.Length; attribute++)
                Add(request, batch, attribute, into[request.StartOf(attribute)..]);
        }
    }

    private static void Add(FairnessRequest request, GroupScores batch, int attribute, Span<double> into)
    {
        ReadOnlySpan<float> probabilities = batch.Probabilities.Span, labels = batch.Labels.Span;
        ReadOnlySpan<int> groups = batch.Groups[attribute].Span;
        int undeclared = request.Attributes[attribute].Groups.Length;
        for (int row = 0; row < probabilities.Length; row++)
        {
            int slot = groups[row] < 0 ? undeclared : groups[row];
            Span<double> figures = into.Slice(slot * FairnessRequest.Figures, FairnessRequest.Figures);
            double probability = probabilities[row], label = labels[row];
            bool selected = probability >= request.Threshold;
            figures[0]++;
            figures[1] += label;
            figures[2] += selected ? 1 : 0;
            figures[3] += selected ? label : 0;
            figures[4] += probability;
            figures[5] += (probability - label) * (probability - label);
        }
    }

    private static void Require(FairnessRequest request, GroupScores batch)
    {
        ReadOnlySpan<float> probabilities = batch.Probabilities.Span;
        if (batch.Labels.Length != probabilities.Length || batch.Groups.IsDefault || batch.Groups.Length != request.Attributes.Length)
            throw new ContributionException("The scored rows lack labels or attributes that the job compares; map them to the job's schema.");
        int fault = probabilities.IndexOfAnyExceptInRange(0f, 1f), odd = batch.Labels.Span.IndexOfAnyExcept(0f, 1f);
        if (fault >= 0)
            throw new ContributionException($"Row {fault} has a probability of {probabilities[fault]}; it must be 0 to 1. Nothing was sent.");
        if (odd >= 0)
            throw new ContributionException($"Row {odd} has label {batch.Labels.Span[odd]}; groups are compared for two classes, 0 and 1.");
        for (int attribute = 0; attribute < request.Attributes.Length; attribute++)
        {
            ReadOnlySpan<int> groups = batch.Groups[attribute].Span;
            int most = request.Attributes[attribute].Groups.Length - 1;
            if (groups.Length != probabilities.Length || groups.ContainsAnyExceptInRange(-1, most))
                throw new ContributionException($"Attribute '{request.Attributes[attribute].Name}' needs a group from −1 to {most} for each of {probabilities.Length} rows.");
        }
    }
}
