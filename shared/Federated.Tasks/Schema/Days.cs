using System.Globalization;

namespace Federated.Tasks.Schema;

/// <summary>Calendar days as numbers: days since 1970-01-01, negative before it.</summary>
public static class Days
{
    private static readonly DateOnly Epoch = new(1970, 1, 1);

    /// <summary>The number of a date.</summary>
    public static double Of(DateOnly date) => date.DayNumber - Epoch.DayNumber;

    /// <summary>The date of a number, a fraction of a day cut off.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The calendar (years 1 to 9999) has no such day.</exception>
    public static DateOnly ToDate(double days) => DateOnly.FromDayNumber(checked((int)Math.Floor(days)) + Epoch.DayNumber);

    /// <summary>Reads a date written as in ISO 8601, <c>2026-01-31</c>.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out double days)
    {
        bool isDate = DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly date);
        days = isDate ? Of(date) : double.NaN;
        return isDate;
    }

    /// <summary>The date of a number, as in ISO 8601.</summary>
    public static string Format(double days) => ToDate(days).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
