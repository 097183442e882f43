using System.Collections.Immutable;

namespace Federated.Computations.Statistics;

/// <summary>
/// Rows by the next bits of their text's <see cref="TextHash"/>, for hashes that begin with one of some prefixes: COUNT(*) GROUP BY the first
/// <see cref="PrefixBits"/> + <see cref="StepBits"/> bits, 2^StepBits numbers for each prefix in turn; other hashes and missing texts are left out.
/// When <see cref="WithHolders"/>, a node adds for each count whether it is above 0, so that the sum tells how many nodes hold such a text.
/// </summary>
/// <param name="Text">Index of the text column.</param>
/// <param name="Salt">Public; see <see cref="TextHash"/>.</param>
/// <param name="PrefixBits">Length of the prefixes, 0 to 47.</param>
/// <param name="Prefixes">Strictly ascending, below 2^PrefixBits.</param>
/// <param name="StepBits">Bits to look further, at least 1; at most 48 with the prefix.</param>
/// <param name="WithHolders">Whether nodes are counted, too.</param>
public sealed record HashPrefixCounts(int Text, ImmutableArray<byte> Salt, int PrefixBits, ImmutableArray<ulong> Prefixes, int StepBits, bool WithHolders) : ColumnSum
{
    /// <inheritdoc/>
    public override int Length => Prefixes.Length << StepBits;

    internal override int ExtraLength => WithHolders ? Length : 0;

    internal override void Add(ColumnBatch batch, Span<double> into)
    {
        var cells = new TextCache<int>(text => CellOf(TextHash.Of(Salt, text)));
        foreach (string? text in batch.Texts[Text].Span)
        {
            if (text is not null && cells[text] is >= 0 and var cell)
                into[cell]++;
        }
    }

    internal override void Widen(ReadOnlySpan<double> sums, Span<double> extra)
    {
        for (int index = 0; index < extra.Length; index++)
            extra[index] = sums[index] > 0 ? 1 : 0;
    }

    private int CellOf(ulong hash)
    {
        int prefix = Prefixes.BinarySearch(hash >> (TextHash.Bits - PrefixBits));
        ulong step = hash >> (TextHash.Bits - PrefixBits - StepBits) & ((1UL << StepBits) - 1);
        return prefix < 0 ? -1 : (prefix << StepBits) + (int)step;
    }
}
