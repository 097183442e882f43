namespace Federated.ClientNode.Ledger;

/// <summary>Another partner as this node knows it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Identity">The key that it had when this node first met it, 65 bytes.</param>
/// <param name="FirstSeen">When that was.</param>
/// <param name="IsAcknowledged">Whether a person here vouched for it.</param>
internal sealed record KnownPartner(string Name, byte[] Identity, DateTimeOffset FirstSeen, bool IsAcknowledged);
