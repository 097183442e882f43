using Federated.Protocol.V1;

namespace Federated.Coordinator.Rounds;

/// <summary>An attempt that had begun to unmask when the coordinator stopped: the only one that a restart goes on with.</summary>
internal sealed record SavedAttempt(RoundKey Key, IReadOnlyList<RosterMember> Members, byte[] Unmasking, IReadOnlyList<byte[]> Responses);
