using System.Globalization;
using System.Text;

namespace Federated.Tasks.Reports.Page;

/// <summary>Makes any text harmless in HTML and SVG, in element content and in quoted attributes alike.</summary>
internal static class Html
{
    /// <summary>
    /// The text with the five characters of markup escaped. Control characters, broken surrogates and marks that turn the direction of writing would change what a
    /// reader sees around them: each becomes U+FFFD, tabs and line ends a space.
    /// </summary>
    public static string Encode(string text)
    {
        var encoded = new StringBuilder(text.Length + 16);
        foreach (var rune in text.EnumerateRunes())
        {
            _ = rune.Value switch
            {
                '&' => encoded.Append("&amp;"),
                '<' => encoded.Append("&lt;"),
                '>' => encoded.Append("&gt;"),
                '"' => encoded.Append("&quot;"),
                '\'' => encoded.Append("&#39;"),
                '\t' or '\n' or '\r' => encoded.Append(' '),
                _ => encoded.Append(IsHarmless(rune) ? rune.ToString() : "\uFFFD"),
            };
        }

        return encoded.ToString();
    }

    private static bool IsHarmless(Rune rune) => Rune.GetUnicodeCategory(rune) switch
    {
        UnicodeCategory.Control or UnicodeCategory.Surrogate or UnicodeCategory.OtherNotAssigned or UnicodeCategory.PrivateUse or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator => false,
        UnicodeCategory.Format => rune.Value is 0x200C or 0x200D or 0xAD,
        _ => true,
    };
}
