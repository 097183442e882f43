namespace Federated.Privacy.Events;

/// <summary>One release of the Gaussian mechanism.</summary>
public sealed record GaussianEvent : PrivacyEvent
{
    /// <param name="noiseMultiplier">Standard deviation over L2 sensitivity, 1e-3 to 1e9.</param>
    /// <exception cref="PrivacyParameterException">It is out of range.</exception>
    public GaussianEvent(double noiseMultiplier) => NoiseMultiplier = Bounds.Within(noiseMultiplier, LeastMultiplier, MostMultiplier, "noise multiplier");

    /// <summary>Standard deviation over L2 sensitivity.</summary>
    public double NoiseMultiplier { get; }

    public override string Kind => "gaussian";
}
