using System.Globalization;
using CsvHelper.Configuration;

namespace Federated.Samples.Quickstart.Tables;

/// <summary>How CSV is read and written here: RFC 4180 with a chosen delimiter.</summary>
internal static class CsvSettings
{
    /// <summary>Longest cell, in characters: more means that a quote was opened and never closed.</summary>
    public const int LongestCell = 1 << 16;

    /// <param name="delimiter">What separates cells.</param>
    /// <param name="badData">Called for a row whose quotes do not match.</param>
    public static CsvConfiguration For(char delimiter, Action badData) => new(CultureInfo.InvariantCulture)
    {
        Delimiter = delimiter.ToString(),
        HasHeaderRecord = false,
        IgnoreBlankLines = true,
        DetectDelimiter = false,
        MaxFieldSize = LongestCell,
        ExceptionMessagesContainRawData = false,
        BadDataFound = _ => badData(),
    };
}
