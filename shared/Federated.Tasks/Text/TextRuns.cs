using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace Federated.Tasks.Text;

/// <summary>
/// Divides text into runs without a dictionary. A word is a sequence of letters, digits and the marks on them, an apostrophe between two letters being left out
/// ("don't" is "dont"); Chinese ideographs and Japanese kana are runs of their own; an emoji or other symbol, '!' and '?' are words of one character. Everything
/// else, control characters included, divides.
/// </summary>
internal static class TextRuns
{
    public static List<TextRun> Of(ReadOnlySpan<char> text)
    {
        List<int> codes = CompatibilityForm.Of(text);
        var runs = new List<TextRun>();
        var open = ImmutableArray.CreateBuilder<int>();
        bool ideographic = false;
        for (int index = 0; index < codes.Count; index++)
        {
            Rune rune = Rune.ToLowerInvariant(new Rune(codes[index]));
            CharacterKind kind = KindOf(rune);
            if (kind == CharacterKind.Mark && open.Count > 0)
            {
                open.Add(rune.Value);
                continue;
            }

            if (kind == CharacterKind.Apostrophe && open.Count > 0 && index + 1 < codes.Count && KindOf(new Rune(codes[index + 1])) == CharacterKind.Letter)
                continue;
            if (kind != (ideographic ? CharacterKind.Ideograph : CharacterKind.Letter))
                Close(runs, open, ideographic);
            if (kind is CharacterKind.Letter or CharacterKind.Ideograph)
            {
                ideographic = kind == CharacterKind.Ideograph;
                open.Add(rune.Value);
            }
            else if (kind == CharacterKind.Symbol)
            {
                runs.Add(new TextRun(false, [rune.Value]));
            }
        }

        Close(runs, open, ideographic);
        return runs;
    }

    private static void Close(List<TextRun> runs, ImmutableArray<int>.Builder open, bool ideographic)
    {
        if (open.Count > 0)
            runs.Add(new TextRun(ideographic, open.ToImmutable()));
        open.Clear();
    }

    private static CharacterKind KindOf(Rune rune)
    {
        if (rune.Value is '\'' or 0x2019)
            return CharacterKind.Apostrophe;
        if (rune.Value is '!' or '?')
            return CharacterKind.Symbol;
        if (IsIdeographic(rune.Value))
            return CharacterKind.Ideograph;
        if (Rune.IsLetterOrDigit(rune))
            return CharacterKind.Letter;
        return Rune.GetUnicodeCategory(rune) switch
        {
            UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark => CharacterKind.Mark,
            UnicodeCategory.OtherSymbol when rune.Value != Rune.ReplacementChar.Value => CharacterKind.Symbol,
            _ => CharacterKind.Boundary,
        };
    }

    // Kana, ideographs of all extensions, and the iteration marks among them.
    private static bool IsIdeographic(int code)
        => code is (>= 0x3005 and <= 0x3007) or (>= 0x3041 and <= 0x3096) or (>= 0x309D and <= 0x309F) or (>= 0x30A1 and <= 0x30FA) or (>= 0x30FC and <= 0x30FF)
            or (>= 0x31F0 and <= 0x31FF) or (>= 0x3400 and <= 0x4DBF) or (>= 0x4E00 and <= 0x9FFF) or (>= 0xF900 and <= 0xFAFF) or (>= 0x20000 and <= 0x323AF);
}
