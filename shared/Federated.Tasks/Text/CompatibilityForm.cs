using System.Text;

namespace Federated.Tasks.Text;

/// <summary>
/// Unicode normalisation form KC (Unicode Standard Annex 15): decompose by compatibility, order the combining marks, compose. So that full-width and half-width
/// letters, ligatures, circled and styled letters, and letters with loose accents are one. Lone surrogates become U+FFFD.
/// </summary>
internal static class CompatibilityForm
{
    private const int FirstSyllable = 0xAC00, FirstLead = 0x1100, FirstVowel = 0x1161, FirstTail = 0x11A7;
    private const int Leads = 19, Vowels = 21, Tails = 28, Syllables = Leads * Vowels * Tails;

    /// <summary>The code points of the normalised text.</summary>
    public static List<int> Of(ReadOnlySpan<char> text)
    {
        CompatibilityTable table = CompatibilityTable.Instance;
        var codes = new List<int>(text.Length);
        foreach (Rune rune in text.EnumerateRunes())
            Decompose(rune.Value, codes, table);
        OrderMarks(codes, table);
        return Compose(codes, table);
    }

    private static void Decompose(int code, List<int> into, CompatibilityTable table)
    {
        int syllable = code - FirstSyllable;
        if (code < 0xA0)
        {
            into.Add(code);
        }
        else if (syllable is >= 0 and < Syllables)
        {
            into.Add(FirstLead + (syllable / (Vowels * Tails)));
            into.Add(FirstVowel + (syllable / Tails % Vowels));
            if (syllable % Tails != 0)
                into.Add(FirstTail + (syllable % Tails));
        }
        else if (table.DecompositionOf(code) is { } parts)
        {
            into.AddRange(parts);
        }
        else
        {
            into.Add(code);
        }
    }

    private static void OrderMarks(List<int> codes, CompatibilityTable table)
    {
        for (int start = 0; start < codes.Count; start++)
        {
            int end = start;
            while (end < codes.Count && table.ClassOf(codes[end]) != 0)
                end++;
            if (end - start > 1)
            {
                int[] marks = [.. codes.GetRange(start, end - start).OrderBy(table.ClassOf)];
                for (int index = 0; index < marks.Length; index++)
                    codes[start + index] = marks[index];
            }

            start = Math.Max(start, end - 1);
        }
    }

    private static List<int> Compose(List<int> codes, CompatibilityTable table)
    {
        var composed = new List<int>(codes.Count);
        int starter = -1, lastClass = 0;
        foreach (int code in codes)
        {
            int markClass = table.ClassOf(code);
            bool adjacent = starter == composed.Count - 1;
            int composite = starter >= 0 && (adjacent || lastClass < markClass) ? CompositeOf(composed[starter], code, table) : -1;
            if (composite >= 0)
            {
                composed[starter] = composite;
                continue;
            }

            if (markClass == 0)
                starter = composed.Count;
            lastClass = markClass;
            composed.Add(code);
        }

        return composed;
    }

    private static int CompositeOf(int first, int second, CompatibilityTable table)
    {
        int lead = first - FirstLead, vowel = second - FirstVowel, syllable = first - FirstSyllable, tail = second - FirstTail;
        if (lead is >= 0 and < Leads && vowel is >= 0 and < Vowels)
            return FirstSyllable + (((lead * Vowels) + vowel) * Tails);
        if (syllable is >= 0 and < Syllables && syllable % Tails == 0 && tail is > 0 and < Tails)
            return first + tail;
        return table.CompositeOf(first, second);
    }
}
