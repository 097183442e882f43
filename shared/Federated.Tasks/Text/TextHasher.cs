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
        Visit(RunsOf(text), (hash, _, _, _) => CollectionsMarshal.GetValueRefOrAddDefault(counts, BucketOf(hash), out _) += SignOf(hash));
        return [.. counts.Where(count => count.Value != 0).OrderBy(count => count.Key)];
    }

    /// <summary>Every occurrence of a feature, with the words that it is of; a sequence of words is of its first.</summary>
    internal List<TextGram> Grams(ReadOnlySpan<char> text)
    {
        List<TextRun> runs = RunsOf(text);
        var grams = new List<TextGram>();
        Visit(runs, (hash, run, start, length) => grams.Add(new TextGram(BucketOf(hash), SignOf(hash), Words(runs[run], start, length))));
        return grams;
    }

    private static int SignOf(ulong hash) => hash >> 63 == 0 ? 1 : -1;

    private static string Words(TextRun run, int start, int length)
        => string.Concat((run.IsIdeographic ? run.Codes.AsSpan().Slice(start, length) : run.Codes.AsSpan()).ToArray().Select(char.ConvertFromUtf32));

    private int BucketOf(ulong hash) => (int)(hash & (ulong)(_options.Buckets - 1));

    private List<TextRun> RunsOf(ReadOnlySpan<char> text) => TextRuns.Of(text[..Math.Min(text.Length, _options.MostCharacters)]);

    // The visitor is given a hash, the index of the run, and for ideographs the part of the run.
    private void Visit(List<TextRun> runs, Action<ulong, int, int, int> visitor)
    {
        for (int index = 0; index < runs.Count; index++)
        {
            TextRun run = runs[index];
            if (run.IsIdeographic)
            {
                VisitSequences(run.Codes.AsSpan(), index, 1, _options.IdeographGrams, IdeographKind, visitor);
                continue;
            }

            VisitWords(runs, index, visitor);
            if (_options.LongestCharacters > 0)
                VisitSequences([Boundary, .. run.Codes, Boundary], index, _options.ShortestCharacters, _options.LongestCharacters, CharacterGramKind, visitor);
        }
    }

    private void VisitWords(List<TextRun> runs, int first, Action<ulong, int, int, int> visitor)
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
            visitor(hash.Finish(), first, 0, 0);
        }
    }

    private static void VisitSequences(ReadOnlySpan<int> codes, int run, int shortest, int longest, byte kind, Action<ulong, int, int, int> visitor)
    {
        for (int start = 0; start < codes.Length; start++)
        {
            GramHash hash = GramHash.Start(kind);
            for (int length = 1; length <= longest && start + length <= codes.Length; length++)
            {
                hash.Add(codes[start + length - 1]);
                if (length >= shortest)
                    visitor(hash.Finish(), run, start, length);
            }
        }
    }
}
