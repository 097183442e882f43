using System.Buffers.Binary;

namespace Federated.SecureAggregation.Cohort;

/// <summary>
/// Who shares masks and shares with whom. Every party derives it from the cohort hash and the thresholds; a graph is never received. Either complete, or a
/// Harary graph: the members stand on a ring in an order that the hash draws, and each is a neighbour of the k/2 before it and the k/2 after it.
/// </summary>
public sealed class CohortGraph
{
    private readonly int[] _places;

    private CohortGraph(int[] places, int degree)
    {
        _places = places;
        Degree = degree;
    }

    /// <summary>The number of members.</summary>
    public int Size => _places.Length;

    /// <summary>Neighbours of each member.</summary>
    public int Degree { get; }

    /// <summary>Whether everybody is everybody's neighbour.</summary>
    public bool IsComplete => Degree == Size - 1;

    /// <summary>Derives the graph of a cohort.</summary>
    /// <param name="cohortHash">H; the complete graph does not depend on it.</param>
    /// <param name="size">n.</param>
    /// <param name="degree">k, even; n − 1 for the complete graph.</param>
    public static CohortGraph Derive(Digest cohortHash, int size, int degree)
    {
        ArgumentNullException.ThrowIfNull(cohortHash);
        int[] ring = [.. Enumerable.Range(0, size)];
        int[] places = [.. ring];
        if (degree < size - 1)
        {
            Shuffle(ring, cohortHash);
            for (int place = 0; place < size; place++)
            {
                places[ring[place]] = place;
            }
        }

        return new CohortGraph(places, degree);
    }

    /// <summary>Whether two different members are neighbours.</summary>
    public bool AreNeighbours(int one, int other)
    {
        if (one == other || !Contains(one) || !Contains(other))
        {
            return false;
        }

        int apart = Math.Abs(_places[one] - _places[other]);
        return IsComplete || Math.Min(apart, Size - apart) <= Degree / 2;
    }

    /// <summary>Whether a member holds a share of another's secrets: neighbours do, and on the complete graph also a member of its own.</summary>
    public bool HoldsShareOf(int holder, int owner) => AreNeighbours(holder, owner) || (IsComplete && holder == owner && Contains(holder));

    /// <summary>Of the shares of whichever owner has the fewest holders here: how many.</summary>
    /// <param name="owners">Whose secrets are to be rebuilt; at least one.</param>
    /// <param name="holders">Who released shares.</param>
    public int FewestHolders(MemberSet owners, IReadOnlyCollection<int> holders)
    {
        ArgumentNullException.ThrowIfNull(owners);
        ArgumentNullException.ThrowIfNull(holders);
        return owners.Min(owner => holders.Count(holder => HoldsShareOf(holder, owner)));
    }

    /// <summary>The fewest members of a set in k/2 consecutive places of the ring; the size of the set on the complete graph.</summary>
    public int FewestInAnArc(MemberSet members)
    {
        ArgumentNullException.ThrowIfNull(members);
        if (IsComplete)
        {
            return members.Count;
        }

        int length = Degree / 2;
        int[] present = new int[Size];
        foreach (int member in members)
        {
            present[_places[member]] = 1;
        }

        int inArc = present.Take(length).Sum();
        int fewest = inArc;
        for (int start = 1; start < Size; start++)
        {
            inArc += present[(start + length - 1) % Size] - present[start - 1];
            fewest = Math.Min(fewest, inArc);
        }

        return fewest;
    }

    private bool Contains(int member) => member >= 0 && member < Size;

    // Fisher and Yates, with numbers from SHA-256 over the cohort hash and a counter; a number that would favour small places is drawn again.
    private static void Shuffle(int[] ring, Digest cohortHash)
    {
        int counter = 0;
        for (int last = ring.Length - 1; last > 0; last--)
        {
            ulong range = (ulong)last + 1;
            ulong drawn;
            do
            {
                Digest block = new CanonicalWriter(DomainLabels.ForGraph).Hash(cohortHash).Int32(counter++).ToDigest();
                drawn = BinaryPrimitives.ReadUInt64BigEndian(block.Span);
            }
            while (drawn >= ulong.MaxValue - (ulong.MaxValue % range));

            int other = (int)(drawn % range);
            (ring[last], ring[other]) = (ring[other], ring[last]);
        }
    }
}
