using Federated.Privacy.Events;

namespace Federated.Privacy.Renyi;

/// <summary>
/// What a sum with distributed integer noise costs, in Rényi divergence. The sensitivity is the bound on a rounded contribution when one comes or goes,
/// and twice that when one replaces another.
/// </summary>
internal sealed class DistributedDivergence
{
    private readonly DistributedNoise _noise;
    private readonly double _l1;
    private readonly double _l2;
    private readonly double _variance;

    /// <param name="noise">The sum's shape.</param>
    /// <param name="sensitivityFactor">1 when contributions come or go, 2 when one replaces another.</param>
    public DistributedDivergence(DistributedNoise noise, double sensitivityFactor)
    {
        _noise = noise;
        _l2 = sensitivityFactor * noise.RoundedNorm;
        // Of whole numbers no coordinate is above its square.
        _l1 = _l2 * Math.Min(_l2, Math.Sqrt(noise.Dimension));
        _variance = noise.Shares * noise.IntegerDeviation * noise.IntegerDeviation;
    }

    /// <summary>τ = 10·Σ_{k&lt;n} e^(−2π²σ²k/(k + 1)): how far a sum of n discrete Gaussians is from one.</summary>
    public double Tau
    {
        get
        {
            double exponent = 2 * Math.PI * Math.PI * _noise.IntegerDeviation * _noise.IntegerDeviation;
            double sum = 0;
            for (long k = _noise.Shares - 1; k >= 1; k--)
                sum += Math.Exp(-exponent * k / (k + 1));
            return 10 * sum;
        }
    }

    /// <summary>
    /// ε(α) of discrete Gaussian shares: min{α/2·x₂² + τd, α/2·(x₂² + 2x₁τ + τ²d), α/2·(x₂ + √d·τ)²}, x_p = Δ_p/(√n·σ)
    /// (Kairouz, Liu and Steinke 2021, section 4).
    /// </summary>
    public Func<double, double> OfDiscreteGaussian()
    {
        (double tau, double dimension) = (Tau, _noise.Dimension);
        (double square, double proportional) = (_l2 * _l2 / _variance, ProportionalPart(tau));
        return order => Math.Min((order / 2 * square) + (tau * dimension), order / 2 * proportional);
    }

    /// <summary>ρ of discrete Gaussian shares, so that ε(α) is at most ρ·α at every order.</summary>
    public double RhoOfDiscreteGaussian()
    {
        double tau = Tau;
        return Math.Min((_l2 * _l2 / _variance) + (2 * tau * _noise.Dimension), ProportionalPart(tau)) / 2;
    }

    /// <summary>
    /// ε(α) of Skellam shares, μ their variance together: α/2·Δ₂²/μ + min{((2α − 1)·Δ₂² + 6Δ₁)/(4μ²), 3Δ₁/(2μ)}
    /// (Agarwal, Kairouz and Liu 2021, theorem 3.5).
    /// </summary>
    public double OfSkellam(double order)
    {
        double square = _l2 * _l2;
        double correction = Math.Min(((((2 * order) - 1) * square) + (6 * _l1)) / (4 * _variance * _variance), 3 * _l1 / (2 * _variance));
        return (order / 2 * square / _variance) + correction;
    }

    private double ProportionalPart(double tau)
    {
        double total = Math.Sqrt(_variance);
        (double x1, double x2) = (_l1 / total, _l2 / total);
        return Math.Min((x2 * x2) + (2 * x1 * tau) + (tau * tau * _noise.Dimension), Math.Pow(x2 + (Math.Sqrt(_noise.Dimension) * tau), 2));
    }
}
