using System.Collections;

namespace Federated.SecureAggregation.Cohort;

/// <summary>A set of member indices, sorted and without repeats, with a hash that is signed.</summary>
public sealed class MemberSet : IReadOnlyCollection<int>, IEquatable<MemberSet>
{
    private readonly int[] _members;

    /// <param name="members">Indices, strictly ascending, 0..9,999.</param>
    /// <exception cref="ProtocolViolationException">An index is out of range, repeated or out of order.</exception>
    public MemberSet(IEnumerable<int> members)
    {
        _members = [.. Bounds.List(members, Bounds.MaximumCohort, "a set of members")];
        for (int i = 0; i < _members.Length; i++)
        {
            if (_members[i] < 0 || _members[i] >= Bounds.MaximumCohort || (i > 0 && _members[i] <= _members[i - 1]))
            {
                throw new ProtocolViolationException(
                    ViolationCode.UnexpectedMember, $"A set of members names {_members[i]} out of order, twice or out of range. Send each index once, ascending.");
            }
        }
    }

    /// <inheritdoc/>
    public int Count => _members.Length;

    /// <summary>Whether a member is in the set.</summary>
    public bool Contains(int member) => Array.BinarySearch(_members, member) >= 0;

    /// <summary>Whether every member of this set is in the other.</summary>
    public bool IsWithin(MemberSet other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return _members.All(other.Contains);
    }

    /// <summary>The members that are not in the other set.</summary>
    public MemberSet Without(MemberSet other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return new MemberSet(_members.Where(member => !other.Contains(member)));
    }

    /// <summary>The hash that a consistency signature covers; bound to the cohort.</summary>
    public Digest HashFor(Digest cohortHash)
    {
        ArgumentNullException.ThrowIfNull(cohortHash);
        return Write(new CanonicalWriter(DomainLabels.ForSurvivors).Hash(cohortHash)).ToDigest();
    }

    /// <inheritdoc/>
    public bool Equals(MemberSet? other) => other is not null && _members.AsSpan().SequenceEqual(other._members);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as MemberSet);

    /// <inheritdoc/>
    public override int GetHashCode() => _members.Length == 0 ? 0 : HashCode.Combine(_members.Length, _members[0], _members[^1]);

    /// <inheritdoc/>
    public override string ToString() => $"{{{string.Join(", ", _members)}}}";

    /// <inheritdoc/>
    public IEnumerator<int> GetEnumerator() => ((IEnumerable<int>)_members).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    internal CanonicalWriter Write(CanonicalWriter to)
    {
        to.Int32(_members.Length);
        foreach (int member in _members)
        {
            to.Int32(member);
        }

        return to;
    }

    internal static MemberSet Read(ref CanonicalReader from)
    {
        int[] members = new int[from.Count(Bounds.MaximumCohort)];
        for (int i = 0; i < members.Length; i++)
        {
            members[i] = from.Int32();
        }

        return new MemberSet(members);
    }
}
