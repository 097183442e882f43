using System.Collections.Immutable;

namespace Federated.Computations.Statistics.Quantiles;

/// <summary>
/// Quantiles of all nodes' rows by refined histograms. The first round counts 256 equal cells of each declared range; the cell in which the wanted rank
/// lies is the quantile's bracket, which each further round cuts into 32, until it is as narrow as the tolerance: three rounds for 2⁻¹⁶ of the range. A
/// quantile is off by no more than its bracket; where many rows share one value, their mean is that value, and the quantile is exact.
/// <para>
/// What is published never depends on fewer rows than the floor. A bracket is refined only while it holds that many; when the next cut would leave fewer,
/// it is widened to the narrowest run of cells that holds enough, the estimate being interpolated by rank. The extremes are never shown: a minimum is one
/// customer's value. Instead the low extreme is the floor-th smallest value, the upper end of the outermost cells that together hold as many rows as the
/// floor, found to the tolerance; the high extreme likewise. Between rounds only edges are published, not counts, so that no two brackets' counts can be subtracted.
/// </para>
/// </summary>
public sealed class FederatedQuantiles : JointSums<QuantileState>
{
    /// <summary>Cells of the first round.</summary>
    public const int FirstCells = 256;

    /// <summary>Cells into which a bracket is cut in each further round.</summary>
    public const int FurtherCells = 32;

    // 8 bits, then 5 a round: even the finest tolerance, 2⁻³⁰, is reached by then; a bracket moves only when nodes drop out between rounds.
    private const int MostRounds = 8;

    /// <inheritdoc/>
    public override TableColumns ColumnsOf(QuantileState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return state.Plan.Columns;
    }

    /// <inheritdoc/>
    public override IReadOnlyList<ColumnSum> Ask(QuantileState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return [.. OpenColumns(state).Select(column => new BinSums(column, Edges(state, column)))];
    }

    /// <inheritdoc/>
    public override QuantileState Answer(QuantileState state, SumAnswers answers)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(answers);
        var brackets = state.Brackets.ToBuilder();
        int sum = 0;
        foreach (int column in OpenColumns(state))
            brackets[column] = Refine(state, column, RankedCells.Read(state.Plan.Columns.Numeric[column], Edges(state, column), answers, sum++));
        return state with { Round = state.Round + 1, Brackets = brackets.ToImmutable() };
    }

    /// <inheritdoc/>
    public override bool IsDone(QuantileState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return !OpenColumns(state).Any();
    }

    private static IEnumerable<int> OpenColumns(QuantileState state)
        => Enumerable.Range(0, state.Brackets.Length).Where(column => state.Brackets[column].Any(bracket => bracket.Standing == BracketStanding.Open));

    private static ImmutableArray<double> Edges(QuantileState state, int column)
    {
        NumericColumn declared = state.Plan.Columns.Numeric[column];
        if (state.Round == 0)
            return BinEdges.Equal(declared.Minimum, declared.Maximum, FirstCells);
        return [.. state.Brackets[column].Where(bracket => bracket.Standing == BracketStanding.Open)
            .SelectMany(bracket => BinEdges.Equal(bracket.Lower, bracket.Upper, FurtherCells).Add(bracket.Lower).Add(bracket.Upper))
            .Where(edge => edge > declared.Minimum && edge < declared.Maximum).Distinct().Order()];
    }

    private static ImmutableArray<QuantileBracket> Refine(QuantileState state, int column, RankedCells cells)
    {
        QuantilePlan plan = state.Plan;
        double narrow = plan.Tolerance * plan.Columns.Numeric[column].Width;
        return [.. state.Brackets[column].Select((bracket, index) => bracket.Standing != BracketStanding.Open
            ? bracket
            : cells.Bracket(plan.Probabilities[index], plan.Floor, narrow, isLastRound: state.Round + 1 >= MostRounds))];
    }
}
