using System.Text;

namespace Federated.Tasks.Reports.Charts;

/// <summary>
/// How wide a text is likely to be, in pixels. The reader's font is not known, so the advances are those of a wide one (DejaVu Sans, rounded up): labels
/// then keep clear of each other in any usual font.
/// </summary>
internal static class TextWidth
{
    /// <summary>Size of every text in a chart, in pixels.</summary>
    public const double Size = 13;

    public static double Of(string text) => text.EnumerateRunes().Sum(rune => Em(rune) * Size);

    /// <summary>The text, or as much of its beginning as fits with an ellipsis.</summary>
    public static string Fit(string text, double room)
    {
        if (Of(text) <= room)
            return text;
        var kept = new StringBuilder();
        var left = room - (Em(new Rune('…')) * Size);
        foreach (var rune in text.EnumerateRunes())
        {
            left -= Em(rune) * Size;
            if (left < 0)
                break;
            kept.Append(rune.ToString());
        }

        return kept.ToString().TrimEnd() + "…";
    }

    private static double Em(Rune rune) => rune.Value switch
    {
        'i' or 'j' or 'l' or 'I' or '.' or ',' or '\'' or '|' or ':' or ';' or '!' or ' ' => 0.34,
        'f' or 't' or 'r' or '(' or ')' or '[' or ']' or '/' or '-' => 0.42,
        'm' or 'w' or 'M' or 'W' or '%' or '@' or '…' => 1.0,
        '−' or '+' or '×' or '=' or '<' or '>' => 0.84,
        >= 'A' and <= 'Z' => 0.78,
        < 0x250 => 0.64,
        < 0x1100 => 0.75,
        _ => 1.05,
    };
}
