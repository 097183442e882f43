namespace Federated.Privacy.Events;

/// <summary>One release of the Laplace mechanism, (1/multiplier)-differentially private on its own.</summary>
public sealed record LaplaceEvent : PrivacyEvent
{
    /// <param name="noiseMultiplier">Scale over L1 sensitivity, 1e-3 to 1e9.</param>
    /// <exception cref="PrivacyParameterException">It is out of range.</exception>
    public LaplaceEvent(double noiseMultiplier) => NoiseMultiplier = Bounds.Within(noiseMultiplier, LeastMultiplier, MostMultiplier, "noise multiplier");

    /// <summary>Scale over L1 sensitivity.</summary>
    public double NoiseMultiplier { get; }

    public override string Kind => "laplace";
}
