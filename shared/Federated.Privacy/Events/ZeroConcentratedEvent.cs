namespace Federated.Privacy.Events;

/// <summary>A release known to be ρ-zero-concentrated differentially private (Bun and Steinke 2016), however it was made.</summary>
public sealed record ZeroConcentratedEvent : PrivacyEvent
{
    /// <param name="rho">ρ, 0 to 1e6.</param>
    /// <exception cref="PrivacyParameterException">It is out of range.</exception>
    public ZeroConcentratedEvent(double rho) => Rho = Bounds.Within(rho, 0, 1e6, "rho");

    /// <summary>ρ.</summary>
    public double Rho { get; }

    public override string Kind => "zero_concentrated";
}
