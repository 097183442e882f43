using System.Collections.Immutable;

namespace Federated.Computations.Statistics;

/// <summary>
/// Spells the texts of some hashes: for each hash in turn, SUM(byteᵢ ÷ 256) over the rows whose text has that <see cref="TextHash"/>,
/// i from 0 to 127, bytes being those of <see cref="TextHash.Bytes"/> and 0 after the last. Divided by the rows, that is the text, when all rows hold the same.
/// </summary>
/// <param name="Text">Index of the text column.</param>
/// <param name="Salt">Public; see <see cref="TextHash"/>.</param>
/// <param name="Hashes">Strictly ascending, 48 bits each.</param>
public sealed record TextByteSums(int Text, ImmutableArray<byte> Salt, ImmutableArray<ulong> Hashes) : ColumnSum
{
    private const double ByteValues = 256;

    /// <inheritdoc/>
    public override int Length => Hashes.Length * TextHash.MaximumBytes;

    internal override void Add(ColumnBatch batch, Span<double> into)
    {
        var spellings = new TextCache<(int Hash, byte[] Bytes)>(Spell);
        foreach (string? text in batch.Texts[Text].Span)
        {
            if (text is null)
                continue;
            (int hash, byte[] bytes) = spellings[text];
            if (hash < 0)
                continue;
            Span<double> letters = into.Slice(hash * TextHash.MaximumBytes, bytes.Length);
            for (int index = 0; index < bytes.Length; index++)
                letters[index] += bytes[index] / ByteValues;
        }
    }

    private (int Hash, byte[] Bytes) Spell(string text)
    {
        byte[] bytes = TextHash.Bytes(text);
        return (Hashes.BinarySearch(TextHash.Of(Salt, bytes)), bytes);
    }
}
