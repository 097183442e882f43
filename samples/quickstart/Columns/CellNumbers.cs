using System.Globalization;
using Federated.Samples.Quickstart.Tables;

namespace Federated.Samples.Quickstart.Columns;

/// <summary>Reads cells exactly as a node with the written mapping will: what is missing, what is a number.</summary>
/// <param name="decimalMark">'.' or ','.</param>
internal sealed class CellNumbers(char decimalMark)
{
    /// <summary>Cells that mean nothing besides the empty one; the mapping lists them.</summary>
    public static readonly IReadOnlyList<string> MissingWords = ["NA", "N/A", "NaN", "nan", "NULL", "null", "?"];

    public char DecimalMark => decimalMark;

    /// <summary>Comma when cells like 12,5 occur and none like 12.5 does, which a comma-separated file never shows; else the point.</summary>
    public static CellNumbers GuessFrom(CsvTable table)
    {
        var comma = new CellNumbers(',');
        var hasComma = false;
        foreach (var cell in table.Rows.Where(_ => table.Delimiter != ',').SelectMany(row => row))
        {
            var text = cell.Trim();
            if (text.Contains('.') && new CellNumbers('.').TryRead(text, out _))
                return new CellNumbers('.');
            hasComma |= text.Contains(',') && comma.TryRead(text, out _);
        }

        return hasComma ? comma : new CellNumbers('.');
    }

    public static bool IsMissing(string cell) => cell.Length == 0 || MissingWords.Contains(cell, StringComparer.Ordinal);

    /// <summary>Whether a trimmed cell is a finite number.</summary>
    public bool TryRead(string cell, out double number)
    {
        number = 0;
        if (decimalMark == ',' && cell.Contains('.'))
            return false;
        var text = decimalMark == ',' ? cell.Replace(',', '.') : cell;
        return double.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out number)
            && double.IsFinite(number);
    }
}
