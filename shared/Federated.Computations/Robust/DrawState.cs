using System.Collections.Immutable;
using System.Security.Cryptography;

namespace Federated.Computations.Robust;

/// <summary>A draw between its sums.</summary>
/// <param name="Members">Names of those who may take part, each once, in ordinal order; empty until they are known.</param>
/// <param name="Draws">Draws that were void, 0 to below <see cref="FederatedDraw.MostDraws"/>.</param>
/// <param name="Commitments">32 bytes a member, zeros of one that did not commit; empty before the first sum.</param>
/// <param name="Shown">32 bytes a member, zeros of one that did not commit; empty before the second sum.</param>
public sealed record DrawState(ImmutableArray<string> Members, int Draws, ImmutableArray<byte> Commitments, ImmutableArray<byte> Shown)
{
    /// <summary>Before the members are known.</summary>
    public static DrawState Empty { get; } = new([], 0, [], []);

    /// <summary>Of these members, before the first sum.</summary>
    /// <exception cref="ArgumentException">A name appears twice or is none, or there are more than 10,000.</exception>
    public static DrawState Of(IEnumerable<string> members)
    {
        ImmutableArray<string> sorted = [.. members.Order(StringComparer.Ordinal)];
        return sorted.Length is < 1 or > 10_000 || sorted.Any(name => name.Length == 0 || name.Any(char.IsWhiteSpace)) || sorted.Distinct(StringComparer.Ordinal).Count() < sorted.Length
            ? throw new ArgumentException("A draw has 1 to 10,000 members, each with a name of its own without blanks.", nameof(members))
            : Empty with { Members = sorted };
    }

    /// <summary>Names of those who committed, in order; before the first sum of those who may.</summary>
    public IReadOnlyList<string> Committed => Commitments.IsEmpty ? Members : [.. Members.Where((_, place) => CommitmentOf(place).ContainsAnyExcept((byte)0))];

    /// <summary>32 bytes that nobody chose, of a draw that is done.</summary>
    public byte[] Result => DrawHash.OfShown(this);

    /// <summary>Where a member stands.</summary>
    /// <exception cref="ContributionException">It is not a member.</exception>
    internal int PlaceOf(string name)
    {
        int place = Members.BinarySearch(name, StringComparer.Ordinal);
        return place >= 0 ? place : throw new ContributionException($"'{name}' is not among the {Members.Length} members of the draw of groups. Nothing was sent.");
    }

    internal ReadOnlySpan<byte> CommitmentOf(int place) => Commitments.AsSpan().Slice(SHA256.HashSizeInBytes * place, SHA256.HashSizeInBytes);

    internal ReadOnlySpan<byte> ShownOf(int place) => Shown.AsSpan().Slice(SHA256.HashSizeInBytes * place, SHA256.HashSizeInBytes);

    /// <summary>The first member whose bytes are not what it committed to; null when there is none.</summary>
    internal string? FindUnfit()
    {
        for (int place = 0; place < Members.Length; place++)
        {
            bool committed = CommitmentOf(place).ContainsAnyExcept((byte)0);
            bool fits = committed ? CommitmentOf(place).SequenceEqual(DrawHash.OfCommitment(Members[place], ShownOf(place))) : !ShownOf(place).ContainsAnyExcept((byte)0);
            if (!fits)
                return Members[place];
        }

        return null;
    }
}
