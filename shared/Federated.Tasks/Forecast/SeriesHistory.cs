namespace Federated.Tasks.Forecast;

/// <summary>
/// One series of one partner, period by period. Amounts are kept as the logarithm of one plus the amount over that of the contract's largest, so that they lie in 0 to 1; a period without a row is a gap, not a 0.
/// </summary>
internal sealed class SeriesHistory
{
    private readonly double[] _levels;
    private readonly double[] _prices;
    private readonly int[] _known;

    /// <param name="name">Which.</param>
    /// <param name="first">The first period.</param>
    /// <param name="values">One a period from the first on; NaN for a gap.</param>
    /// <param name="regressors">For each regressor a value a period; NaN where missing.</param>
    /// <param name="price">Index of the price among them; −1 without.</param>
    public SeriesHistory(SeriesName name, int first, double[] values, double[][] regressors, int price)
    {
        (Name, First, Values, Regressors) = (name, first, values, regressors);
        (_levels, _prices, _known) = (new double[values.Length + 1], new double[values.Length + 1], new int[values.Length + 1]);
        foreach (double[] column in regressors)
            Carry(column);
        for (int period = 0; period < values.Length; period++)
        {
            bool isKnown = !double.IsNaN(values[period]);
            _known[period + 1] = _known[period] + (isKnown ? 1 : 0);
            _levels[period + 1] = _levels[period] + (isKnown ? values[period] : 0);
            _prices[period + 1] = _prices[period] + (isKnown && price >= 0 ? regressors[price][period] : 0);
        }
    }

    public SeriesName Name { get; }

    public int First { get; }

    /// <summary>The last period; <see cref="First"/> − 1 without any.</summary>
    public int Last => First + Values.Length - 1;

    public double[] Values { get; }

    /// <summary>A missing one is carried from the period before.</summary>
    public double[][] Regressors { get; }

    /// <summary>The value of a period; NaN where there is none.</summary>
    public double this[int period] => period < First || period > Last ? double.NaN : Values[period - First];

    /// <summary>Mean value over the periods that end at the origin, and mean price in them.</summary>
    /// <returns>Known periods; with none of them the means are 0.</returns>
    public (int Known, double Level, double Price) Window(int origin, int length)
    {
        int to = Math.Clamp(origin - First + 1, 0, Values.Length), from = Math.Clamp(origin - First + 1 - length, 0, to);
        int known = _known[to] - _known[from];
        return known == 0 ? (0, 0, 0) : (known, (_levels[to] - _levels[from]) / known, (_prices[to] - _prices[from]) / known);
    }

    /// <summary>The regressors of a period; of one outside, those of the nearest.</summary>
    public double[] At(int period) => Values.Length == 0 ? new double[Regressors.Length] : [.. Regressors.Select(column => column[Math.Clamp(period - First, 0, Values.Length - 1)])];

    private static void Carry(double[] column)
    {
        double last = 0;
        for (int period = 0; period < column.Length; period++)
            column[period] = last = double.IsNaN(column[period]) ? last : column[period];
    }
}
