using System.Globalization;
using Federated.Benchmarks.Measuring;

namespace Federated.Benchmarks.Reports;

/// <summary>Numbers as the report prints them.</summary>
internal static class Figures
{
    /// <summary>Four digits, thousands as k and millions as M.</summary>
    public static string Short(double value) => value switch
    {
        >= 1e6 => Digits(value / 1e6) + " M",
        >= 1e4 => Digits(value / 1e3) + " k",
        _ => Digits(value),
    };

    public static string Range(Spread spread)
        => spread.Lowest == spread.Highest ? Short(spread.Median) : $"{Short(spread.Median)} [{Short(spread.Lowest)}–{Short(spread.Highest)}]";

    public static string Ratio(double? ratio) => ratio is { } known ? known.ToString("0.00", CultureInfo.InvariantCulture) + "×" : "–";

    private static string Digits(double value) => value switch
    {
        >= 1000 => value.ToString("0", CultureInfo.InvariantCulture),
        >= 100 => value.ToString("0.0", CultureInfo.InvariantCulture),
        >= 1 => value.ToString("0.00", CultureInfo.InvariantCulture),
        _ => value.ToString("0.0000", CultureInfo.InvariantCulture),
    };
}
