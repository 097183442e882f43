using System.Runtime.InteropServices;

namespace Federated.Tasks.Text;

/// <summary>
/// Turns text into sparse counts over hash buckets, Chinese and English alike: sequences of words; sequences of characters inside a word with its ends marked;
/// sequences of ideographs. No vocabulary and no segmenter, so that nothing has to be agreed on but <see cref="TextOptions"/>. A feature adds +1 or −1 to its
/// bucket, by its hash, so that features that meet in one cancel as often as they add up; a bucket that ends at zero is absent.
/// </summary>
public sealed class TextHasher
{
    private const byte WordKind = 1, CharacterGramKind = 2, IdeographKind = 3;
    private const int Boundary = 0x110000;
    private readonly TextOptions _options;

    /// <summary>Checks the options.</summary>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public TextHasher(TextOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Check();
        _options = options;
    }

    /// <summary>Buckets of a text, rising, and the signed count in each.</summary>
    /// <param name="text">Any text; what is beyond <see cref="TextOptions.MostCharacters"/> is left out.</param>
    public IReadOnlyList<KeyValuePair<int, int>> Count(ReadOnlySpan<char> text)
    {
        var counts = new Dictionary<int, int>();
        List<TextRun> runs = TextRuns.Of(text[..Math.Min(text.Length, _options.MostCharacters)]);
        for (int index = 0; index < runs.Count; index++)
        {
            TextRun run = runs[index];
            if (run.IsIdeographic)
            {
                AddGrams(run.Codes.AsSpan(), 1, _options.IdeographGrams, IdeographKind, counts);
                continue;
            }

            AddWords(runs, index, counts);
            if (_options.LongestCharacters > 0)
                AddGrams([Boundary, .. run.Codes, Boundary], _options.ShortestCharacters, _options.LongestCharacters, CharacterGramKind, counts);
        }

        return [.. counts.Where(count => count.Value != 0).OrderBy(count => count.Key)];
    }

    private static void AddHash(ulong hash, int buckets, Dictionary<int, int> counts)
        => CollectionsMarshal.GetValueRefOrAddDefault(counts, (int)(hash & (ulong)(buckets - 1)), out _) += hash >> 63 == 0 ? 1 : -1;

    private void AddWords(List<TextRun> runs, int first, Dictionary<int, int> counts)
    {
        GramHash hash = GramHash.Start(WordKind);
        for (int length = 1; length <= _options.WordGrams && first + length <= runs.Count; length++)
        {
            TextRun word = runs[first + length - 1];
            if (word.IsIdeographic)
                return;
            if (length > 1)
                hash.Add(Boundary);
            foreach (int code in word.Codes)
                hash.Add(code);
            AddHash(hash.Finish(), _options.Buckets, counts);
        }
    }

    private void AddGrams(ReadOnlySpan<int> codes, int shortest, int longest, byte kind, Dictionary<int, int> counts)
    {
        for (int start = 0; start < codes.Length; start++)
        {
            GramHash hash = GramHash.Start(kind);
            for (int length = 1; length <= longest && start + length <= codes.Length; length++)
            {
                hash.Add(codes[start + length - 1]);
                if (length >= shortest)
                    AddHash(hash.Finish(), _options.Buckets, counts);
            }
        }
    }
}
