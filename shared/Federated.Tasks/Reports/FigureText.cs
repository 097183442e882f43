using System.Globalization;

namespace Federated.Tasks.Reports;

/// <summary>Writes numbers for people: the same number is written the same way in a chart, its table and a sentence.</summary>
public static class FigureText
{
    /// <summary>What stands where there is no number.</summary>
    public const string Absent = "–";

    private const double LeastGrouped = 1e4;

    /// <summary>The number in its format, with a real minus sign; <see cref="Absent"/> for null, NaN and infinities.</summary>
    public static string Of(double? value, FigureFormat format)
    {
        if (value is not { } number || !double.IsFinite(number))
            return Absent;
        var text = format switch
        {
            FigureFormat.Count => Fixed(number, "#,##0"),
            FigureFormat.Share => Fixed(number * 100, "#,##0.0") + "%",
            FigureFormat.Metric => Fixed(number, "0.000"),
            FigureFormat.Multiple => Fixed(number, "#,##0.0") + " ×",
            FigureFormat.Difference => Fixed(number, "+0.000;-0.000;0.000"),
            FigureFormat.Points => Fixed(number * 100, "+0.0;-0.0;0.0") + " points",
            FigureFormat.Spread => Fixed(Math.Abs(number) * 100, "0.0") + " points",
            FigureFormat.Amount => Fixed(number, Math.Abs(number) < 1000 ? "0.00" : "#,##0"),
            FigureFormat.Balance => Fixed(number, "+0.0;-0.0;0.0"),
            _ => Significant(number),
        };
        return text.Replace('-', '−');
    }

    /// <summary>The number with its interval, if it has one: 0.924 (0.910 to 0.938).</summary>
    public static string Of(Estimate estimate, FigureFormat format) =>
        estimate.HasInterval ? $"{Of(estimate.Value, format)} ({Of(estimate.Low, format)} to {Of(estimate.High, format)})" : Of(estimate.Value, format);

    /// <summary>What is on an axis: as few decimals as tell <paramref name="step"/> apart.</summary>
    internal static string OfTick(double value, double step, FigureFormat format)
    {
        var isShare = format is FigureFormat.Share or FigureFormat.Points or FigureFormat.Spread;
        var (shown, shownStep) = isShare ? (value * 100, step * 100) : (value, step);
        if (Math.Abs(shown) >= 1e6 || (shown != 0 && shownStep < 1e-6))
            return Compact(shown).Replace('-', '−') + (isShare ? "%" : "");
        var decimals = Math.Clamp((int)Math.Ceiling(-Math.Log10(shownStep) - 1e-9), 0, 7);
        if (Math.Abs((shownStep * Math.Pow(10, decimals)) - Math.Round(shownStep * Math.Pow(10, decimals))) > 1e-6)
            decimals++;
        if (Math.Abs(shown) < shownStep / 1000)
            shown = 0;
        // As in prose: a year or a thousand needs no comma, five digits do.
        var text = shown.ToString((Math.Abs(shown) < LeastGrouped ? "F" : "N") + decimals.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        return text.Replace('-', '−') + (isShare ? "%" : format == FigureFormat.Multiple ? " ×" : "");
    }

    private static string Fixed(double value, string pattern)
    {
        var text = value.ToString(pattern, CultureInfo.InvariantCulture);
        return text is "-0" or "-0.0" or "-0.00" or "-0.000" ? text[1..] : text;
    }

    private static string Significant(double value)
    {
        var size = Math.Abs(value);
        if (size == 0)
            return "0";
        if (size is >= 1e12 or < 1e-6)
            return Compact(value);
        var decimals = Math.Clamp(3 - (int)Math.Floor(Math.Log10(size)), 0, 9);
        return Math.Round(value, decimals).ToString((size < LeastGrouped ? "0." : "#,##0.") + new string('#', decimals), CultureInfo.InvariantCulture);
    }

    private static string Compact(double value) => Math.Abs(value) switch
    {
        >= 1e15 or < 1e-6 => value.ToString("0.###E0", CultureInfo.InvariantCulture),
        >= 1e12 => Fixed(value / 1e12, "0.##") + " T",
        >= 1e9 => Fixed(value / 1e9, "0.##") + " G",
        _ => Fixed(value / 1e6, "0.##") + " M",
    };
}
