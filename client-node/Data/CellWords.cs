using System.Globalization;

namespace Federated.ClientNode.Data;

/// <summary>What the characters of a cell mean by the mapping's word: nothing, or a number.</summary>
internal static class CellWords
{
    /// <summary>Whether a trimmed cell means nothing.</summary>
    public static bool IsMissing(ReadOnlySpan<char> text, DataMapping mapping)
    {
        if (text.IsEmpty)
            return true;
        foreach (string word in mapping.Missing)
        {
            if (text.SequenceEqual(word))
                return true;
        }
        return false;
    }

    /// <summary>Reads a trimmed number; an infinity or NaN only as an overflow of digits.</summary>
    /// <param name="text">The trimmed cell.</param>
    /// <param name="decimalMark">'.' or ','.</param>
    /// <param name="number">The number, perhaps infinite.</param>
    public static bool TryNumber(scoped ReadOnlySpan<char> text, char decimalMark, out double number)
    {
        number = double.NaN;
        Span<char> copy = stackalloc char[64];
        if (decimalMark == ',' && text.Contains(','))
        {
            if (text.Length > copy.Length || text.Contains('.'))
                return false;
            text.Replace(copy, ',', '.');
            text = copy[..text.Length];
        }
        else if (decimalMark == ',' && text.Contains('.'))
        {
            return false;
        }
        return double.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out number);
    }

    /// <summary>Whether a trimmed cell is a word for infinity or for no number.</summary>
    public static bool IsInfinityOrNaN(ReadOnlySpan<char> text)
    {
        text = text.TrimStart("+-");
        return text.Equals("inf", StringComparison.OrdinalIgnoreCase) || text.Equals("infinity", StringComparison.OrdinalIgnoreCase)
            || text.Equals("nan", StringComparison.OrdinalIgnoreCase) || text is "∞";
    }
}
