using System.Runtime.CompilerServices;

namespace Federated.Learning.Trees;

/// <summary>A set of bin codes 0 to 255: the categories that a split sends to the left.</summary>
public readonly struct BinSet : IEquatable<BinSet>
{
    /// <summary>Words of 64 bits in <see cref="Word"/>.</summary>
    public const int Words = 4;

    private readonly Bits _bits;

    /// <summary>The set of the given words; bit b of word w is code 64 w + b.</summary>
    /// <exception cref="ArgumentException">Not four words.</exception>
    public BinSet(ReadOnlySpan<ulong> words)
    {
        if (words.Length != Words)
            throw new ArgumentException($"{words.Length} words were given; a set of bins has {Words}.", nameof(words));
        words.CopyTo(_bits);
    }

    /// <summary>The set of the given codes.</summary>
    public static BinSet Of(params ReadOnlySpan<byte> codes)
    {
        Span<ulong> words = stackalloc ulong[Words];
        words.Clear();
        foreach (byte code in codes)
            words[code >> 6] |= 1UL << (code & 63);
        return new BinSet(words);
    }

    /// <summary>One of the four words.</summary>
    public ulong Word(int index) => _bits[index];

    /// <summary>Whether the code is in the set.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Contains(byte code) => (_bits[code >> 6] & (1UL << (code & 63))) != 0;

    /// <inheritdoc/>
    public bool Equals(BinSet other) => ((ReadOnlySpan<ulong>)_bits).SequenceEqual(other._bits);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is BinSet other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(_bits[0], _bits[1], _bits[2], _bits[3]);

    /// <summary>Equal sets.</summary>
    public static bool operator ==(BinSet left, BinSet right) => left.Equals(right);

    /// <summary>Different sets.</summary>
    public static bool operator !=(BinSet left, BinSet right) => !left.Equals(right);

    [InlineArray(Words)]
    private struct Bits
    {
        private ulong _first;
    }
}
