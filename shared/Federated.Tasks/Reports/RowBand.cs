using System.Globalization;

namespace Federated.Tasks.Reports;

/// <summary>Says how many rows there are without saying it to the row.</summary>
public static class RowBand
{
    private static readonly long[] Starts = [100, 300, 1_000, 3_000, 10_000, 30_000, 100_000, 300_000, 1_000_000, 3_000_000, 10_000_000];

    /// <summary>"fewer than 100", "3,000 to 9,999", "10,000,000 or more".</summary>
    public static string Of(long rows)
    {
        var above = Starts.Count(start => start <= rows);
        return above == 0 ? $"fewer than {Shown(Starts[0])}"
            : above == Starts.Length ? $"{Shown(Starts[^1])} or more"
            : $"{Shown(Starts[above - 1])} to {Shown(Starts[above] - 1)}";
    }

    private static string Shown(long rows) => rows.ToString("N0", CultureInfo.InvariantCulture);
}
