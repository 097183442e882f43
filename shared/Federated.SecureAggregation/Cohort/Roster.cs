using System.Diagnostics.CodeAnalysis;
using Federated.SecureAggregation.Keys;

namespace Federated.SecureAggregation.Cohort;

/// <summary>The consortium's members as published in its log, sorted by name; the root is a hash over all of them.</summary>
public sealed class Roster
{
    private readonly Dictionary<string, RosterMember> _byName = new(StringComparer.Ordinal);

    /// <param name="members">At most 10,000, in any order.</param>
    /// <exception cref="ProtocolViolationException">A name or an identity key appears twice.</exception>
    public Roster(IEnumerable<RosterMember> members)
    {
        Members = [.. Bounds.List(members, Bounds.MaximumCohort, "the roster").OrderBy(member => member.NodeId, StringComparer.Ordinal)];
        HashSet<PublicPoint> keys = [];
        CanonicalWriter root = new CanonicalWriter(DomainLabels.ForRoster).Int32(Members.Count);
        foreach (RosterMember member in Members)
        {
            if (!_byName.TryAdd(member.NodeId, member) || !keys.Add(member.Identity))
            {
                throw new ProtocolViolationException(
                    ViolationCode.DuplicateMember, $"'{member.NodeId}' or its identity key is on the roster twice. Remove one of the entries.");
            }

            root.Text(member.NodeId).Text(member.LegalEntity).Bytes(member.Identity.Span);
        }

        Root = root.ToDigest();
    }

    /// <summary>The members, sorted by name (ordinal).</summary>
    public IReadOnlyList<RosterMember> Members { get; }

    /// <summary>SHA-256 of the canonical roster.</summary>
    public Digest Root { get; }

    /// <summary>Finds a member by name.</summary>
    public bool TryFind(string nodeId, [NotNullWhen(true)] out RosterMember? member) => _byName.TryGetValue(nodeId, out member);
}
