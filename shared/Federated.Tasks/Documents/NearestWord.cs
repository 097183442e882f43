namespace Federated.Tasks.Documents;

/// <summary>Finds what a person probably meant: the candidate with the fewest edits, if they are few for the word's length.</summary>
public static class NearestWord
{
    /// <summary>A misspelt word is short; comparing longer ones would only cost time.</summary>
    private const int LongestWord = 64;

    /// <summary>The nearest of <paramref name="candidates"/>, compared without regard to case, or null when none is near (more than a third of its letters differ).</summary>
    public static string? Find(string word, IEnumerable<string> candidates)
    {
        if (word.Length > LongestWord)
            return null;
        string? nearest = null;
        int least = int.MaxValue;
        foreach (string candidate in candidates)
        {
            int allowed = Math.Max(1, Math.Max(word.Length, candidate.Length) / 3);
            if (candidate.Length > LongestWord || Math.Abs(candidate.Length - word.Length) > allowed)
                continue;
            int edits = Edits(word, candidate);
            if (edits <= allowed && edits < least)
                (nearest, least) = (candidate, edits);
        }
        return nearest;
    }

    /// <summary>Levenshtein distance with transpositions of neighbours (optimal string alignment), case ignored.</summary>
    private static int Edits(string a, string b)
    {
        int[] beforePrevious = new int[b.Length + 1], previous = new int[b.Length + 1], current = new int[b.Length + 1];
        for (int j = 0; j <= b.Length; j++)
            previous[j] = j;
        for (int i = 1; i <= a.Length; i++)
        {
            current[0] = i;
            for (int j = 1; j <= b.Length; j++)
            {
                int cost = Same(a[i - 1], b[j - 1]) ? 0 : 1;
                current[j] = Math.Min(Math.Min(current[j - 1] + 1, previous[j] + 1), previous[j - 1] + cost);
                if (i > 1 && j > 1 && Same(a[i - 1], b[j - 2]) && Same(a[i - 2], b[j - 1]))
                    current[j] = Math.Min(current[j], beforePrevious[j - 2] + 1);
            }
            (beforePrevious, previous, current) = (previous, current, beforePrevious);
        }
        return previous[b.Length];
    }

    private static bool Same(char a, char b) => char.ToUpperInvariant(a) == char.ToUpperInvariant(b);
}
