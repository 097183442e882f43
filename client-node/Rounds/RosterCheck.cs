using System.Security.Cryptography.X509Certificates;
using Federated.ClientNode.Join;
using Federated.ClientNode.Ledger;
using Federated.SecureAggregation.Cohort;
using Federated.SecureAggregation.Keys;
using Google.Protobuf;
using WireMember = Federated.Protocol.V1.RosterMember;

namespace Federated.ClientNode.Rounds;

/// <summary>
/// Judges the roster of an offer. Each member's certificate must come from the consortium's authority and carry the member's name; its key must be the one that
/// this node saw when it first met the partner, so that a coordinator, which holds the authority, cannot put another key in a partner's place later.
/// </summary>
internal sealed class RosterCheck(X509Certificate2 authority, NodeLedger ledger)
{
    // Chains that were followed already, by certificate: the rosters of a job's rounds are mostly the same.
    private Dictionary<(string Name, ByteString Certificate), byte[]> _vouched = [];

    /// <exception cref="RoundRefusalException">A member is not who it should be.</exception>
    public (Roster Roster, IReadOnlySet<string> Acknowledged) Judge(IEnumerable<WireMember> offered, string self)
    {
        var members = new List<RosterMember>();
        var acknowledged = new HashSet<string>(StringComparer.Ordinal);
        var vouched = new Dictionary<(string, ByteString), byte[]>();
        var met = ledger.Partners().ToDictionary(partner => partner.Name, StringComparer.Ordinal);
        foreach (var wire in offered)
        {
            var identity = IdentityOf(wire);
            vouched[(wire.NodeId, wire.Certificate)] = identity;
            var known = met.TryGetValue(wire.NodeId, out var before) ? before : ledger.Meet(wire.NodeId, identity);
            if (!known.Identity.AsSpan().SequenceEqual(identity))
            {
                throw new RoundRefusalException(
                    "FED-ROSTER-KEY", $"the key of partner '{wire.NodeId}' is not the one that this node met before",
                    $"ask {wire.NodeId} by phone whether it joined anew; if so: fed-node partner acknowledge {wire.NodeId} --new-key");
            }

            members.Add(new RosterMember(wire.NodeId, wire.LegalEntity, new PublicPoint(identity)));
            if (known.IsAcknowledged && wire.NodeId != self)
                acknowledged.Add(wire.LegalEntity);
        }

        _vouched = vouched;
        return (new Roster(members), acknowledged);
    }

    private byte[] IdentityOf(WireMember wire) => wire.LegalEntity == wire.NodeId && _vouched.TryGetValue((wire.NodeId, wire.Certificate), out var known) ? known :
        (wire.LegalEntity == wire.NodeId ? MemberCertificate.IdentityOf(wire.Certificate.Span, wire.NodeId, authority) : null) ?? throw new RoundRefusalException(
            "FED-ROSTER-CERTIFICATE", $"the certificate of roster member '{wire.NodeId}' does not come from this consortium or carries another name",
            "tell the operator; if it is not an accident, the coordinator is trying to add a member that does not exist");
}
