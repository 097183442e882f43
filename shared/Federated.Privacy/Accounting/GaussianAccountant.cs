using Federated.Privacy.Events;
using Federated.Privacy.Numerics;

namespace Federated.Privacy.Accounting;

/// <summary>
/// The exact privacy of Gaussian releases (Balle and Wang 2018): all of them together are one release with sensitivity over deviation
/// μ = √Σ(1/multiplier²), and δ(ε) = Φ(μ/2 − ε/μ) − e^ε·Φ(−μ/2 − ε/μ), not an approximation. Knows nothing but Gaussian events.
/// </summary>
public sealed class GaussianAccountant : IPrivacyAccountant
{
    private const double Tolerance = 1e-14;

    public string Name => "gaussian-exact";

    public double Epsilon(PrivacyEvent released, double delta, Adjacency adjacency)
    {
        Bounds.Delta(delta);
        double mu = Mu(released);
        if (DeltaOf(mu, 0) <= delta)
            return 0;
        double high = Math.Max(mu, mu * mu);
        while (DeltaOf(mu, high) > delta)
            high *= 2;
        return Bisection.LeastThatHolds(0, high, Tolerance, epsilon => DeltaOf(mu, epsilon) <= delta);
    }

    public double Delta(PrivacyEvent released, double epsilon, Adjacency adjacency)
    {
        Bounds.Epsilon(epsilon);
        return DeltaOf(Mu(released), epsilon);
    }

    // Both terms share the density at ε/μ − μ/2, since e^ε moves the second's to the first's; Mills' ratios are left.
    internal static double DeltaOf(double mu, double epsilon)
    {
        if (mu == 0)
            return 0;
        double near = (epsilon / mu) - (mu / 2);
        double far = (epsilon / mu) + (mu / 2);
        double density = Math.Exp(NormalTail.LogDensity(near));
        return near >= 0
            ? density * Difference(near, far)
            : Math.Max(0, NormalTail.Above(near) - (density * NormalTail.MillsRatio(far)));
    }

    // The ratio falls by 1 − x·ratio(x) for a unit of x; over a short way the sum of what it falls has more digits than the difference.
    private static double Difference(double near, double far)
    {
        if (far - near > 0.05)
            return NormalTail.MillsRatio(near) - NormalTail.MillsRatio(far);
        double sum = 0;
        for (int index = 0; index < GaussLegendre.Points; index++)
        {
            var (at, weight) = GaussLegendre.Point(near, far, index);
            sum += weight * (1 - (at * NormalTail.MillsRatio(at)));
        }

        return sum;
    }

    private double Mu(PrivacyEvent released) => 1 / (GaussianEquivalent.MultiplierOf(released)
        ?? throw new UnsupportedEventException(Name, "anything but Gaussian events", "Use the accountant pld or rdp."));
}
