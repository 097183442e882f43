using Federated.SecureAggregation.Keys;

namespace Federated.SecureAggregation.Cohort;

/// <summary>One node on the consortium's roster.</summary>
public sealed record RosterMember
{
    /// <param name="nodeId">The node's name, 1..64 safe characters, unique on the roster.</param>
    /// <param name="legalEntity">The company behind it, 1..200 characters; a cohort holds one node of each.</param>
    /// <param name="identity">The public key of its certificate, unique on the roster.</param>
    /// <exception cref="ProtocolViolationException">A name is out of range.</exception>
    public RosterMember(string nodeId, string legalEntity, PublicPoint identity)
    {
        ArgumentNullException.ThrowIfNull(identity);
        NodeId = Bounds.Name(nodeId);
        LegalEntity = Bounds.Prose(legalEntity, 200);
        Identity = identity;
    }

    /// <summary>The node's name.</summary>
    public string NodeId { get; }

    /// <summary>The company behind it.</summary>
    public string LegalEntity { get; }

    /// <summary>The public key of its certificate.</summary>
    public PublicPoint Identity { get; }
}
