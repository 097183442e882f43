using System.Text;

namespace Federated.Tasks.Documents;

/// <summary>Makes a stranger's text safe to print: of bounded length, and without a character that a terminal would obey.</summary>
public static class Shown
{
    /// <summary>The most characters of a value that a message repeats.</summary>
    public const int MaximumLength = 40;

    /// <summary>The first characters of <paramref name="text"/>, by default 40, with '…' if there are more; control and format characters become '?'.</summary>
    public static string Of(ReadOnlySpan<char> text, int maximumLength = MaximumLength)
    {
        var shown = new StringBuilder();
        foreach (Rune rune in text.EnumerateRunes())
        {
            if (shown.Length + rune.Utf16SequenceLength > maximumLength)
                return shown.Append('…').ToString();
            shown.Append(IsPrintable(rune) ? rune.ToString() : "?");
        }
        return shown.ToString();
    }

    /// <summary>Neither a control or format character nor an unassigned, private or broken one.</summary>
    internal static bool IsPrintable(Rune rune) => rune != Rune.ReplacementChar && Rune.GetUnicodeCategory(rune) is not (
        System.Globalization.UnicodeCategory.Control or System.Globalization.UnicodeCategory.Format or
        System.Globalization.UnicodeCategory.LineSeparator or System.Globalization.UnicodeCategory.ParagraphSeparator or
        System.Globalization.UnicodeCategory.PrivateUse or System.Globalization.UnicodeCategory.OtherNotAssigned);
}
