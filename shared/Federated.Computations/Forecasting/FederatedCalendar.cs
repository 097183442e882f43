namespace Federated.Computations.Forecasting;

/// <summary>
/// From when to when do the partners have rows? One round: each says of every period only whether it has any, a 0 or a 1, and its number of rows; likewise of every value of a category by which something is to be
/// published. Cut points that are the same for all follow from it, and which values enough partners have; no partner's range is told. Exact.
/// </summary>
public sealed class FederatedCalendar : IComputation<CalendarState, IPeriodSums>
{
    /// <summary>Most periods that a contract may accept.</summary>
    public const int MostPeriods = 20_000;

    /// <summary>Partners that must have a value for anything to be published by it.</summary>
    public const int LeastHolders = 3;

    private const long MostRows = 1L << 31;
    private const int Bits = 52;

    /// <inheritdoc/>
    public ContributionSpec Specify(CalendarState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return new ContributionSpec(state.Periods + state.Values + 1, MostRows, clipNorm: null, Bits, weightBound: 1, UnitOfPrivacy.Partner);
    }

    /// <inheritdoc/>
    public void Contribute(CalendarState state, IPeriodSums data, Contribution into)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(into);
        into.Values.Clear();
        into.Values[^1] = data.Mark(into.Values[..^1]);
        into.Weight = 1;
        into.Validate();
    }

    /// <inheritdoc/>
    public CalendarState Apply(CalendarState state, SecureSum sum)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(sum);
        if (IsDone(state))
            throw new InvalidOperationException("The calendar is known already; no round is left.");
        sum.RequireFit(Specify(state));
        var partners = new long[state.Periods];
        for (int period = 0; period < partners.Length; period++)
            partners[period] = SummedCount.Of(sum.Values, period, sum.Contributors);
        bool[] held = [.. new bool[state.Values]];
        for (int value = 0; value < held.Length; value++)
            held[value] = SummedCount.Of(sum.Values, state.Periods + value, sum.Contributors) >= LeastHolders;
        long rows = SummedCount.Of(sum.Values, state.Periods + state.Values, sum.Contributors * MostRows), most = partners.Max();
        if (most == 0 || rows < most)
            throw new ContributionException($"The partners have {rows} rows in no more than {most} periods; check the field of the period and its range in the contract.");
        bool IsCommon(int period) => 2 * partners[period] >= most;
        int[] common = [.. Enumerable.Range(0, partners.Length).Where(IsCommon)];
        return state with { Result = new Calendar(common[0], common[^1], rows, sum.Contributors), Held = [.. held] };
    }

    /// <inheritdoc/>
    public bool IsDone(CalendarState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return state.Result is not null;
    }
}
