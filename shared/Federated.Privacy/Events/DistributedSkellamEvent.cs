namespace Federated.Privacy.Events;

/// <summary>One secure sum to which each node added its share of Skellam noise (Agarwal, Kairouz and Liu 2021).</summary>
/// <param name="Noise">The sum's shape.</param>
public sealed record DistributedSkellamEvent(DistributedNoise Noise) : PrivacyEvent
{
    public override string Kind => "distributed_skellam";
}
