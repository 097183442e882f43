namespace Federated.Tasks.Text;

/// <summary>How text becomes hashed features. Every node and every run of a job uses the same.</summary>
public sealed record TextOptions
{
    /// <summary>Number of buckets: a power of two from 2¹⁰ to 2¹⁸; 2¹⁴ by default.</summary>
    public int Buckets { get; init; } = 1 << 14;

    /// <summary>Longest sequence of words that is a feature: 1 to 3; 2 by default.</summary>
    public int WordGrams { get; init; } = 2;

    /// <summary>Shortest sequence of characters inside a word: 1 to <see cref="LongestCharacters"/>; 3 by default.</summary>
    public int ShortestCharacters { get; init; } = 3;

    /// <summary>Longest sequence of characters inside a word, 0 for none at all: at most 8; 5 by default.</summary>
    public int LongestCharacters { get; init; } = 5;

    /// <summary>Longest sequence of Chinese and Japanese characters that is a feature: 1 to 4; 3 by default.</summary>
    public int IdeographGrams { get; init; } = 3;

    /// <summary>Characters (UTF-16) of a text that are read, the rest is left out: 1 to 1,000,000; 16,384 by default.</summary>
    public int MostCharacters { get; init; } = 16_384;

    /// <summary>Requires every value in its range.</summary>
    /// <exception cref="ArgumentException">A value is out of range.</exception>
    public void Check()
    {
        if (Buckets is < 1 << 10 or > 1 << 18 || !System.Numerics.BitOperations.IsPow2(Buckets))
            throw new ArgumentException($"{Buckets} buckets were asked; it is a power of two from 1,024 to 262,144.");
        if (WordGrams is < 1 or > 3)
            throw new ArgumentException($"Sequences of {WordGrams} words were asked; 1 to 3 are possible.");
        if (LongestCharacters is < 0 or > 8 || ShortestCharacters < 1 || (LongestCharacters > 0 && ShortestCharacters > LongestCharacters))
            throw new ArgumentException($"Sequences of {ShortestCharacters} to {LongestCharacters} characters were asked; 1 to 8 are possible, or 0 as the longest for none.");
        if (IdeographGrams is < 1 or > 4)
            throw new ArgumentException($"Sequences of {IdeographGrams} ideographs were asked; 1 to 4 are possible.");
        if (MostCharacters is < 1 or > 1_000_000)
            throw new ArgumentException($"Texts of {MostCharacters} characters were asked; 1 to 1,000,000 are possible.");
    }
}
