namespace Federated.Privacy.Events;

/// <summary>One secure sum to which each node added its share of discrete Gaussian noise (Kairouz, Liu and Steinke 2021).</summary>
/// <param name="Noise">The sum's shape.</param>
public sealed record DistributedDiscreteGaussianEvent(DistributedNoise Noise) : PrivacyEvent
{
    public override string Kind => "distributed_discrete_gaussian";
}
