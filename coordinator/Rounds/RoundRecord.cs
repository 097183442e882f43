using Federated.Protocol.V1;

namespace Federated.Coordinator.Rounds;

/// <summary>An attempt as it is opened.</summary>
/// <param name="Key">Job, round, attempt.</param>
/// <param name="Stage">What is computed.</param>
/// <param name="Invited">Names of the invited nodes.</param>
/// <param name="Members">The roster of the offer: it outlives later changes of membership.</param>
internal sealed record RoundRecord(RoundKey Key, string Stage, IReadOnlyList<string> Invited, IReadOnlyList<RosterMember> Members);
