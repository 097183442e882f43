using System.Globalization;

namespace Federated.Tasks.Reports.Page;

/// <summary>Contrast of two colours as WCAG 2.2 defines it (relative luminance of sRGB).</summary>
internal static class Contrast
{
    /// <param name="first">As #rrggbb.</param>
    /// <param name="second">As #rrggbb.</param>
    /// <returns>1 to 21.</returns>
    public static double Ratio(string first, string second)
    {
        double one = Luminance(first), other = Luminance(second);
        return (Math.Max(one, other) + 0.05) / (Math.Min(one, other) + 0.05);
    }

    private static double Luminance(string colour) => (0.2126 * Channel(colour, 1)) + (0.7152 * Channel(colour, 3)) + (0.0722 * Channel(colour, 5));

    private static double Channel(string colour, int start)
    {
        var value = int.Parse(colour.AsSpan(start, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 255.0;
        return value <= 0.04045 ? value / 12.92 : Math.Pow((value + 0.055) / 1.055, 2.4);
    }
}
