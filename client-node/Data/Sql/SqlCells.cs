using System.Globalization;
using Federated.ClientNode.Data.Sources;

namespace Federated.ClientNode.Data.Sql;

/// <summary>Values of a database as cells.</summary>
internal static class SqlCells
{
    private const int MaximumCellLength = 1 << 16;

    /// <summary>A cell of what a reader gives.</summary>
    /// <exception cref="SourceException">A text is too long.</exception>
    public static Cell Of(object value) => value switch
    {
        null or DBNull => default,
        string text => Bounded(text),
        double number => Cell.Of(number),
        long number => Cell.Of(number),
        int number => Cell.Of((long)number),
        bool truth => Cell.Of(truth),
        decimal number => Cell.Of(number),
        float number => Cell.Of((double)number),
        short number => Cell.Of((long)number),
        byte or sbyte or ushort or uint => Cell.Of(Convert.ToInt64(value, CultureInfo.InvariantCulture)),
        DateTime date => Cell.Of(date),
        DateOnly date => Cell.Of(date.ToDateTime(TimeOnly.MinValue)),
        DateTimeOffset date => Cell.Of(date.UtcDateTime),
        byte[] => Cell.Of("(bytes)"),
        IFormattable other => Cell.Of(other.ToString(null, CultureInfo.InvariantCulture)),
        _ => Cell.Of(value.ToString() ?? ""),
    };

    private static Cell Bounded(string text) => text.Length <= MaximumCellLength
        ? Cell.Of(text)
        : throw new SourceException(DataFault.OfFile("FED-DATA-CELL", string.Create(CultureInfo.InvariantCulture, $"a text of the query is longer than {MaximumCellLength:N0} characters"), "cut it in the query, or leave its column out"));
}
