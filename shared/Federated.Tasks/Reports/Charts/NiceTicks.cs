namespace Federated.Tasks.Reports.Charts;

/// <summary>Round numbers that span a range: steps of 1, 2, 2.5 or 5 times a power of ten.</summary>
/// <param name="Low">First tick, at or below the least value.</param>
/// <param name="High">Last tick, at or above the greatest.</param>
/// <param name="Step">Distance of ticks, above 0.</param>
internal readonly record struct NiceTicks(double Low, double High, double Step)
{
    private const int LeastCount = 3;

    private static readonly double[] Steps = [1, 2, 2.5, 5, 10];

    public int Count => (int)Math.Round((High - Low) / Step) + 1;

    public IEnumerable<double> Values
    {
        get
        {
            var (low, step) = (Low, Step);
            return Enumerable.Range(0, Count).Select(index => low + (index * step));
        }
    }

    /// <param name="values">What cannot be drawn is ignored; none at all span 0 to 1, one alone gets room around it.</param>
    /// <param name="most">Most ticks; below 3 counts as 3, which a range on both sides of zero needs.</param>
    public static NiceTicks Spanning(IEnumerable<double> values, int most)
    {
        double low = double.PositiveInfinity, high = double.NegativeInfinity;
        foreach (var value in values.Where(Drawable.Is))
            (low, high) = (Math.Min(low, value), Math.Max(high, value));
        if (low > high)
            (low, high) = (0, 1);
        const double tiny = 1e-150;
        var least = Math.Max(Math.Max(Math.Abs(low), Math.Abs(high)) * 1e-9, tiny);
        if (high - low < least)
            (low, high) = Math.Max(Math.Abs(low), Math.Abs(high)) < tiny ? (0, 1) : (low - (Math.Abs(low) / 2), high + (Math.Abs(high) / 2));
        for (var rough = (high - low) / Math.Max(1, most - 1); ; rough *= 1.3)
        {
            var power = Math.Pow(10, Math.Floor(Math.Log10(rough)));
            var step = power * Steps.First(each => each * power >= rough * (1 - 1e-9));
            var ticks = new NiceTicks(Math.Floor((low / step) + 1e-9) * step, Math.Ceiling((high / step) - 1e-9) * step, step);
            if (ticks.Count <= Math.Max(LeastCount, most))
                return ticks;
        }
    }
}
