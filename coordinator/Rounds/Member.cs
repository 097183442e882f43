using Federated.Protocol.V1;

namespace Federated.Coordinator.Rounds;

/// <summary>An active partner as the round loop sees it.</summary>
/// <param name="Wire">Name, company and certificate, as offers carry them.</param>
/// <param name="IsPresent">Whether its node is asking what is next, or was a moment ago.</param>
/// <param name="IsExpected">Whether its node was here lately and is likely to come back.</param>
internal sealed record Member(RosterMember Wire, bool IsPresent, bool IsExpected)
{
    public string Name => Wire.NodeId;
}
