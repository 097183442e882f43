namespace Federated.Computations.Amounts;

/// <summary>
/// Quality of predicted amounts on rows that no node shows, in one round: sums of |e|, e² and histograms of predictions and amounts with the amounts in each bin.
/// The errors are exact; the Gini coefficient and the tenths are those of rows in 512 bins. Amounts are sent as shares of the largest, to 52 bits of ± the bound
/// on rows: a mean square is off by less than nodes · bound/rows · most²/2⁵¹.
/// </summary>
public sealed class FederatedAmountEvaluation : IComputation<AmountEvaluationState, IEnumerable<PredictedAmounts>>
{
    private const int Bits = 52;
    private const int AbsoluteErrors = 0, SquaredErrors = 1, Counts = 2;
    private const int Actual = Counts + AmountBins.Count, Predicted = Actual + AmountBins.Count;
    private const int OwnCounts = Predicted + AmountBins.Count, OwnActual = OwnCounts + AmountBins.Count, Length = OwnActual + AmountBins.Count;

    /// <inheritdoc/>
    public ContributionSpec Specify(AmountEvaluationState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        state.Options.Check();
        return new ContributionSpec(Length, state.Options.RowBound, clipNorm: null, Bits, weightBound: 1, UnitOfPrivacy.Partner);
    }

    /// <inheritdoc/>
    public void Contribute(AmountEvaluationState state, IEnumerable<PredictedAmounts> data, Contribution into)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(into);
        AmountEvaluationOptions options = state.Options;
        Span<double> values = into.Values;
        values.Clear();
        foreach (PredictedAmounts batch in data)
        {
            for (int row = 0; row < batch.Actual.Length; row++)
            {
                double predicted = Math.Min(batch.Predicted[row], options.Most), actual = Math.Clamp(batch.Actual[row], 0, options.Most);
                double error = (actual - predicted) / options.Most;
                int bin = AmountBins.Of(predicted, options), own = AmountBins.Of(actual, options);
                values[AbsoluteErrors] += Math.Abs(error);
                values[SquaredErrors] += error * error;
                values[Counts + bin]++;
                values[Actual + bin] += actual / options.Most;
                values[Predicted + bin] += predicted / options.Most;
                values[OwnCounts + own]++;
                values[OwnActual + own] += actual / options.Most;
            }
        }

        into.Weight = 1;
        into.Validate();
    }

    /// <inheritdoc/>
    public AmountEvaluationState Apply(AmountEvaluationState state, SecureSum sum)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(sum);
        if (IsDone(state))
            throw new InvalidOperationException("The amounts are evaluated already; no round is left.");
        sum.RequireFit(Specify(state));
        AmountEvaluationOptions options = state.Options;
        long[] counts = CountsOf(sum, Counts, options), ownCounts = CountsOf(sum, OwnCounts, options);
        long rows = counts.Sum();
        if (rows != ownCounts.Sum())
            throw new ContributionException($"{rows} predictions and {ownCounts.Sum()} amounts were counted; a node contributed something else.");
        double[] actual = AmountsOf(sum, Actual, counts, options), predicted = AmountsOf(sum, Predicted, counts, options), own = AmountsOf(sum, OwnActual, ownCounts, options);
        double absolute = sum.Values[AbsoluteErrors], squares = sum.Values[SquaredErrors], rounding = 1e-6 * options.RowBound;
        if (absolute < -rounding || squares < -rounding || absolute > rows + rounding || squares > rows + rounding)
            throw new ContributionException($"The sums of errors are {absolute} and {squares}, beyond what {rows} rows can have; a node contributed something else.");
        double gini = AmountBins.Gini(counts, actual), best = AmountBins.Gini(ownCounts, own);
        return state with
        {
            Result = new AmountQuality(
                rows, Math.Sqrt(Math.Max(0, squares) / rows) * options.Most, Math.Max(0, absolute) / rows * options.Most, predicted.Sum() / rows, actual.Sum() / rows,
                gini, best > 0 ? gini / best : double.NaN, AmountBins.Tenths(counts, actual, predicted, options.Floor)),
        };
    }

    /// <inheritdoc/>
    public bool IsDone(AmountEvaluationState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return state.Result is not null;
    }

    private static long[] CountsOf(SecureSum sum, int start, AmountEvaluationOptions options)
    {
        var counts = new long[AmountBins.Count];
        for (int bin = 0; bin < counts.Length; bin++)
            counts[bin] = SummedCount.Of(sum.Values, start + bin, sum.Contributors * options.RowBound);
        return counts;
    }

    // Rounding may leave a little below 0, or something where no row is.
    private static double[] AmountsOf(SecureSum sum, int start, long[] counts, AmountEvaluationOptions options)
    {
        var amounts = new double[AmountBins.Count];
        for (int bin = 0; bin < amounts.Length; bin++)
            amounts[bin] = counts[bin] == 0 ? 0 : Math.Max(0, sum.Values[start + bin]) * options.Most;
        return amounts;
    }
}
