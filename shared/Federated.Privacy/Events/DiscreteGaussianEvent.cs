namespace Federated.Privacy.Events;

/// <summary>One integer released with discrete Gaussian noise of one party (Canonne, Kamath and Steinke 2020).</summary>
public sealed record DiscreteGaussianEvent : PrivacyEvent
{
    /// <param name="deviation">σ, 0.05 to 1e9, and at least 1e-3 of the sensitivity.</param>
    /// <param name="sensitivity">The most that one unit changes the integer by, 1 to 10^9.</param>
    /// <exception cref="PrivacyParameterException">A number is out of range.</exception>
    public DiscreteGaussianEvent(double deviation, long sensitivity)
    {
        Sensitivity = Bounds.Within(sensitivity, 1, 1_000_000_000, "sensitivity");
        Deviation = Bounds.Within(deviation, Math.Max(0.05, LeastMultiplier * sensitivity), 1e9, "deviation");
    }

    /// <summary>σ of the noise, in steps of the integer.</summary>
    public double Deviation { get; }

    /// <summary>The most that one unit changes the integer by.</summary>
    public long Sensitivity { get; }

    public override string Kind => "discrete_gaussian";
}
