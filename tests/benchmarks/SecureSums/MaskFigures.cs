using Federated.Benchmarks.Measuring;

namespace Federated.Benchmarks.SecureSums;

/// <summary>How fast one core makes masks and adds them to a vector, and how fast it makes nothing but the keystream that they are of.</summary>
/// <param name="MaskedGigabytes">10⁹ bytes of mask a second: keys expanded, keystream made, added to the vector in memory.</param>
/// <param name="KeystreamGigabytes">10⁹ bytes a second of AES-256 in counter mode, that go nowhere: no addition, no memory.</param>
internal sealed record MaskFigures(Spread MaskedGigabytes, Spread KeystreamGigabytes)
{
    /// <summary>Ratio of the medians.</summary>
    public double Share => MaskedGigabytes.Median / KeystreamGigabytes.Median;
}
