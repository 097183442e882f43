namespace Federated.Computations.Statistics.Correlations;

/// <summary>
/// A correlation matrix of all nodes' rows, in one round; a pair is taken over the rows that have both values. Pearson's comes from the pair's sums and
/// products and is that of the pooled rows to about 1e-9 (of columns that fill at least a thousandth of their declared range). Spearman's is Pearson's of the mid-ranks of the joint
/// histogram's cells (Kendall and Gibbons 1990, ch. 3: ties share their mean rank): exact when each value has a cell of its own, else as if values in a cell were tied, which for g
/// cells of equal counts moves the coefficient by about 1/g². Only coefficients are reported.
/// </summary>
public sealed class FederatedCorrelations : JointSums<CorrelationState>
{
    /// <inheritdoc/>
    public override TableColumns ColumnsOf(CorrelationState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return state.Plan.Columns;
    }

    /// <inheritdoc/>
    public override IReadOnlyList<ColumnSum> Ask(CorrelationState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        CorrelationPlan plan = state.Plan;
        return IsDone(state) ? [] : [.. Pairs(plan).Select(ColumnSum (pair) => plan.IsOfRanks
            ? new PairBinCounts(pair.First, plan.RankEdges[pair.First], pair.Second, plan.RankEdges[pair.Second])
            : new PairProducts(pair.First, pair.Second))];
    }

    /// <inheritdoc/>
    public override CorrelationState Answer(CorrelationState state, SumAnswers answers)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(answers);
        CorrelationPlan plan = state.Plan;
        return state with
        {
            Coefficients = [.. Pairs(plan).Select((pair, sum) => plan.IsOfRanks
                ? Ranks(answers.RowsIn(sum, ..), plan.RankEdges[pair.First].Length + 1, plan.Floor)
                : Products(answers, sum, plan.Floor))],
        };
    }

    /// <inheritdoc/>
    public override bool IsDone(CorrelationState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return !state.Coefficients.IsDefault;
    }

    internal static IEnumerable<(int First, int Second)> Pairs(CorrelationPlan plan)
    {
        int columns = plan.Columns.Numeric.Length;
        return Enumerable.Range(0, columns).SelectMany(first => Enumerable.Range(first + 1, columns - first - 1).Select(second => (first, second)));
    }

    private static double Products(SumAnswers answers, int sum, int floor)
    {
        long rows = answers.RowsIn(sum, 0);
        if (rows < floor)
            return double.NaN;
        ReadOnlySpan<double> figures = answers[sum];
        double meanU = figures[1] / rows, meanV = figures[2] / rows;
        return Coefficient((figures[5] / rows) - (meanU * meanV), (figures[3] / rows) - (meanU * meanU), (figures[4] / rows) - (meanV * meanV));
    }

    private static double Ranks(long[] counts, int firstCells, int floor)
    {
        int secondCells = counts.Length / firstCells;
        long rows = counts.Sum();
        if (rows < floor)
            return double.NaN;
        var first = new long[firstCells];
        var second = new long[secondCells];
        for (int cell = 0; cell < counts.Length; cell++)
        {
            first[cell / secondCells] += counts[cell];
            second[cell % secondCells] += counts[cell];
        }

        double[] u = CentredRanks(first, rows), v = CentredRanks(second, rows);
        double product = 0;
        for (int cell = 0; cell < counts.Length; cell++)
            product += counts[cell] * u[cell / secondCells] * v[cell % secondCells];
        return Coefficient(product / rows, Spread(first, u) / rows, Spread(second, v) / rows);
    }

    // From −1/2 to 1/2, so that the spread is on the scale of a column's.
    private static double[] CentredRanks(long[] counts, long rows)
    {
        var ranks = new double[counts.Length];
        long below = 0;
        for (int cell = 0; cell < counts.Length; cell++)
        {
            ranks[cell] = ((below + (counts[cell] / 2.0)) / rows) - 0.5;
            below += counts[cell];
        }

        return ranks;
    }

    private static double Spread(long[] counts, double[] ranks) => counts.Zip(ranks, (count, rank) => count * rank * rank).Sum();

    private static double Coefficient(double covariance, double first, double second)
        => first < ConstantVariance || second < ConstantVariance ? double.NaN : Math.Clamp(covariance / Math.Sqrt(first * second), -1, 1);

    // Of values in [0, 1]: what summing doubles leaves of a variance that is 0.
    private const double ConstantVariance = 1e-13;
}
