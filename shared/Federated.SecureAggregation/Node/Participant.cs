using System.Security.Cryptography;
using Federated.SecureAggregation.Cohort;
using Federated.SecureAggregation.Keys;

namespace Federated.SecureAggregation.Node;

/// <summary>What a node brings to every round: who it is, whom it acknowledges, what it demands, what it remembers. Lives as long as the host.</summary>
public sealed class Participant
{
    /// <param name="nodeId">This node's roster name.</param>
    /// <param name="identity">Its identity key; stays owned by the host.</param>
    /// <param name="roster">The roster that it has acknowledged.</param>
    /// <param name="floor">Its policy.</param>
    /// <param name="ledger">Its durable memory.</param>
    /// <param name="random">A cryptographic source; in tests, a seeded one.</param>
    /// <exception cref="ProtocolViolationException">The roster does not hold this node with this key.</exception>
    public Participant(string nodeId, IdentityKey identity, Roster roster, NodeFloor floor, IRoundLedger ledger, RandomNumberGenerator random)
    {
        ArgumentNullException.ThrowIfNull(identity);
        ArgumentNullException.ThrowIfNull(roster);
        if (!roster.TryFind(nodeId, out RosterMember? self) || !self.Identity.Equals(identity.PublicKey))
        {
            throw new ProtocolViolationException(
                ViolationCode.NotOnRoster, $"The roster does not hold '{nodeId}' with this identity key. Fetch the current roster, or join again.");
        }

        NodeId = nodeId;
        Identity = identity;
        Roster = roster;
        Floor = floor;
        Ledger = ledger;
        Random = random;
    }

    /// <summary>This node's roster name.</summary>
    public string NodeId { get; }

    /// <summary>The acknowledged roster.</summary>
    public Roster Roster { get; }

    /// <summary>The policy.</summary>
    public NodeFloor Floor { get; }

    internal IdentityKey Identity { get; }

    internal IRoundLedger Ledger { get; }

    internal RandomNumberGenerator Random { get; }
}
