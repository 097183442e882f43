using Federated.Learning.Bayes;

namespace Federated.Computations.NaiveBayes;

/// <summary>
/// Naive Bayes over numbers and categories of all nodes' rows, exact in one round: a node contributes, class by class, its rows, the sums and squared sums
/// of its numbers and the counts of its categories; the sums over nodes are those of the pooled rows, and so is the model (normal distributions for
/// numbers, smoothed shares for categories). Counts come back exact; a mean is off by less than nodes × 10⁻¹³ standard deviations for features within ±10.
/// </summary>
public sealed class FederatedNaiveBayes : IComputation<NaiveBayesState, IClassSums>
{
    /// <inheritdoc/>
    public ContributionSpec Specify(NaiveBayesState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return RowSums.Specify(Length(state.Options), state.Options.RowBound);
    }

    /// <inheritdoc/>
    public void Contribute(NaiveBayesState state, IClassSums data, Contribution into)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(into);
        FederatedNaiveBayesOptions options = state.Options;
        var sums = new double[Length(options)];
        data.Add(options.Classes, options.Columns, options.FeatureBound, sums);
        RowSums.Contribute(sums, MostOfARow(options), into);
    }

    /// <inheritdoc/>
    public NaiveBayesState Apply(NaiveBayesState state, SecureSum sum)
    {
        ArgumentNullException.ThrowIfNull(sum);
        if (state is not NaiveBayesRequested { Options: var options })
            throw new InvalidOperationException("The model is fitted already; no round is left.");
        double[] sums = RowSums.Read(sum, MostOfARow(options), options.RowBound);
        RoundCounts(sums, options, sum.Contributors * options.RowBound);
        var statistics = new MixedClassStatistics(options.Classes, options.Columns);
        statistics.AddVector(sums);
        try
        {
            return new NaiveBayesComputed(options, MixedNaiveBayes.Fit(statistics, options.VarianceShare, options.PseudoCount));
        }
        catch (ArgumentException fault)
        {
            throw new ContributionException($"The joint sums have no model: {fault.Message}", fault);
        }
    }

    /// <inheritdoc/>
    public bool IsDone(NaiveBayesState state) => state is NaiveBayesComputed;

    private static int Length(FederatedNaiveBayesOptions options) => (int)MixedClassStatistics.LengthOf(options.Classes, options.Columns);

    private static double[] MostOfARow(FederatedNaiveBayesOptions options)
    {
        int numeric = options.Columns.Numeric, stride = Length(options) / options.Classes;
        var most = new double[Length(options)];
        Array.Fill(most, 1);
        for (int start = 1; start < most.Length; start += stride)
        {
            most.AsSpan(start, numeric).Fill(options.FeatureBound);
            most.AsSpan(start + numeric, numeric).Fill(options.FeatureBound * options.FeatureBound);
        }

        return most;
    }

    private static void RoundCounts(double[] sums, FederatedNaiveBayesOptions options, long most)
    {
        int moments = 2 * options.Columns.Numeric, stride = sums.Length / options.Classes;
        for (int index = 0; index < sums.Length; index++)
        {
            int place = index % stride;
            if (place == 0 || place > moments)
                sums[index] = SummedCount.Of(sums, index, place == 0 ? most : (long)sums[index - place]);
        }
    }
}
