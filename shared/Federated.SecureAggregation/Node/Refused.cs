using Federated.SecureAggregation.Messages;

namespace Federated.SecureAggregation.Node;

/// <summary>The node left the round: its secrets are zeroed, and nothing more of this attempt leaves it but the notice.</summary>
public sealed class Refused
{
    internal Refused(RefusalNotice notice) => Notice = notice;

    /// <summary>The signed reason, to be sent and logged.</summary>
    public RefusalNotice Notice { get; }

    /// <summary>Why.</summary>
    public ProtocolViolation Violation => Notice.Violation;
}
