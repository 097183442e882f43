using System.Collections.Immutable;
using Federated.Tasks.Schema;
using Federated.Tasks.Text;

namespace Federated.Tasks.Click;

/// <summary>A field whose value is one token.</summary>
/// <param name="Name">The field of the contract.</param>
/// <param name="Missing">The token of a missing value.</param>
internal abstract record TokenField(string Name, int Missing)
{
    /// <summary>Writes the token of each row, one every <paramref name="stride"/> numbers.</summary>
    public abstract void Write(LocalTable table, Span<float> into, int stride);
}

/// <summary>A category: a token for each declared value, or for each bucket of them.</summary>
/// <param name="Name">The field.</param>
/// <param name="First">Its first token.</param>
/// <param name="Missing">The token of a missing or undeclared value.</param>
/// <param name="Places">For each declared value the place of its token after the first.</param>
internal sealed record CategoryTokens(string Name, int First, int Missing, ImmutableArray<int> Places) : TokenField(Name, Missing)
{
    public override void Write(LocalTable table, Span<float> into, int stride)
    {
        ReadOnlySpan<int> values = table.Categories(Name);
        for (int row = 0; row < values.Length; row++)
            into[row * stride] = values[row] < 0 ? Missing : First + Places[values[row]];
    }
}

/// <summary>A text that is taken as one value, of any number: a bucket by a hash of the job's salt, the field and the value.</summary>
/// <param name="Name">The field.</param>
/// <param name="First">The first bucket's token.</param>
/// <param name="Buckets">A power of two.</param>
/// <param name="Missing">The token of a missing value.</param>
/// <param name="Salt">Of the job, so that values that meet in a bucket in one job need not meet in another.</param>
internal sealed record TextTokens(string Name, int First, int Buckets, int Missing, string Salt) : TokenField(Name, Missing)
{
    private const byte TokenKind = 4;
    private const int Boundary = 0x110000;

    public override void Write(LocalTable table, Span<float> into, int stride)
    {
        ReadOnlySpan<string?> values = table.Texts(Name);
        for (int row = 0; row < values.Length; row++)
            into[row * stride] = values[row] is { } value ? First + Bucket(value) : Missing;
    }

    private int Bucket(string value)
    {
        GramHash hash = GramHash.Start(TokenKind);
        foreach (string part in new[] { Salt, Name, value })
        {
            foreach (char code in part)
                hash.Add(code);
            hash.Add(Boundary);
        }

        return (int)(hash.Finish() & (ulong)(Buckets - 1));
    }
}
