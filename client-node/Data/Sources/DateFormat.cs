using System.Globalization;

namespace Federated.ClientNode.Data.Sources;

/// <summary>How dates are written: ISO 8601, or a pattern that the mapping declares. Never guessed, for 03/04 means two days.</summary>
internal sealed class DateFormat
{
    /// <summary>yyyy-MM-dd, with or without a time after 'T' or a space, to the tenth of a microsecond, and with or without a zone (then the day is that of UTC).</summary>
    public static readonly DateFormat Iso = new([
        "yyyy-MM-dd", "yyyyMMdd",
        "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK",
        "yyyy-MM-dd HH:mmK", "yyyy-MM-dd HH:mm:ssK", "yyyy-MM-dd HH:mm:ss.FFFFFFFK"], "2026-01-31");

    private readonly string[] _patterns;
    private readonly string[] _moments;

    private DateFormat(string[] patterns, string example)
    {
        _patterns = patterns;
        _moments = [.. patterns.Where(pattern => pattern.Contains('H'))];
        Example = example;
    }

    /// <summary>What a date looks like: one of ISO 8601, or the pattern.</summary>
    public string Example { get; }

    /// <summary>A pattern of yyyy, yy, MM, M, dd, d, HH, H, mm, ss and separators, which must say year, month and day; null when it is none.</summary>
    public static DateFormat? Parse(string pattern) =>
        pattern.Length <= 40 && pattern.All(each => each is 'y' or 'M' or 'd' or 'H' or 'm' or 's' or '-' or '/' or '.' or ':' or ' ' or ',' or 'T')
        && pattern.Contains('y') && pattern.Contains('M') && pattern.Contains('d')
            ? new DateFormat([pattern.Replace("T", "'T'", StringComparison.Ordinal).Replace("/", "'/'", StringComparison.Ordinal).Replace(":", "':'", StringComparison.Ordinal)], pattern)
            : null;

    /// <summary>Reads a trimmed cell; a typed date is taken as it is.</summary>
    public bool TryRead(Cell cell, out DateTime date)
    {
        if (cell.Kind != CellKind.Date)
            return TryRead(cell.Text.AsSpan().Trim(), out date);
        date = cell.Date;
        return true;
    }

    /// <summary>Reads a date that says its time of day: a typed date, or characters of a pattern with hours. A date alone is none, for its hour would be a midnight that nobody wrote.</summary>
    public bool TryReadMoment(Cell cell, out DateTime moment)
    {
        if (cell.Kind != CellKind.Date)
            return TryRead(cell.Text.AsSpan().Trim(), _moments, out moment);
        moment = cell.Date;
        return true;
    }

    /// <summary>Reads trimmed characters.</summary>
    public bool TryRead(ReadOnlySpan<char> text, out DateTime date) => TryRead(text, _patterns, out date);

    private static bool TryRead(ReadOnlySpan<char> text, string[] patterns, out DateTime date) =>
        DateTime.TryParseExact(text, patterns, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal, out date);
}
