namespace Federated.Samples.Quickstart.Columns;

/// <summary>
/// Bounds for a contract: they say what is plausible, so that one faulty row cannot outweigh a statistic, and are no statistic themselves. They lie on
/// multiples of 1, 2 or 5 times a power of ten, the least such step that spans the column's numbers, so that they tell little of the extreme rows.
/// </summary>
internal static class PlausibleBounds
{
    /// <summary>Bounds around [<paramref name="minimum"/>, <paramref name="maximum"/>], which must be finite with the maximum above the minimum; null when no finite bounds exist.</summary>
    public static (double Minimum, double Maximum)? Around(double minimum, double maximum)
    {
        var step = Step(maximum - minimum);
        var (low, high) = (Math.Floor(minimum / step) * step, Math.Ceiling(maximum / step) * step);
        // The quotient may have been rounded across a multiple.
        while (low > minimum)
            low -= step;
        while (high < maximum)
            high += step;
        return double.IsFinite(high - low) && high > low ? (low, high) : null;
    }

    private static double Step(double span)
    {
        if (span > 1e300)
            return double.PositiveInfinity;
        var power = Math.Pow(10, Math.Floor(Math.Log10(span)));
        return new[] { power, 2 * power, 5 * power }.FirstOrDefault(step => step >= span, 10 * power);
    }
}
