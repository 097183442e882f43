using Federated.Learning.Bandits;

namespace Federated.Computations.Bandits;

/// <summary>State of <see cref="FederatedBandit"/>.</summary>
/// <param name="Request">What is asked.</param>
/// <param name="Statistics">The sums over all nodes; null before the round.</param>
public sealed record BanditState(BanditRequest Request, BanditStatistics? Statistics = null);
