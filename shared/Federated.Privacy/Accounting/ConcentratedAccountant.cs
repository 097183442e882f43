using Federated.Privacy.Events;
using Federated.Privacy.Numerics;
using Federated.Privacy.Renyi;

namespace Federated.Privacy.Accounting;

/// <summary>
/// Zero-concentrated differential privacy (Bun and Steinke 2016): one number ρ for an event, the sum of them for many, converted at the best of all real
/// orders. Sampling gains nothing here and is refused.
/// </summary>
public sealed class ConcentratedAccountant : IPrivacyAccountant
{
    public string Name => "zcdp";

    public double Epsilon(PrivacyEvent released, double delta, Adjacency adjacency)
    {
        Bounds.Delta(delta);
        double rho = Rho(released, adjacency);
        if (rho == 0)
            return 0;
        double order = BestOrder(order => (rho * order) + Precise.LogOnePlus(-1 / order) - (Math.Log(delta * order) / (order - 1)));
        return Math.Min(RenyiConversion.Epsilon(1, rho, delta), RenyiConversion.Epsilon(order, rho * order, delta));
    }

    public double Delta(PrivacyEvent released, double epsilon, Adjacency adjacency)
    {
        Bounds.Epsilon(epsilon);
        double rho = Rho(released, adjacency);
        if (rho == 0)
            return 0;
        double order = BestOrder(order => ((order - 1) * ((rho * order) - epsilon)) - (order * Math.Log(order)) + ((order - 1) * Math.Log(order - 1)));
        return Math.Min(RenyiConversion.Delta(1, rho, epsilon), RenyiConversion.Delta(order, rho * order, epsilon));
    }

    /// <summary>ρ of all that was released.</summary>
    /// <exception cref="UnsupportedEventException">An event is not zero-concentrated.</exception>
    public double Rho(PrivacyEvent released, Adjacency adjacency) => EventCounts.Of(released).Sum(each => each.Value * (Concentration.RhoOf(each.Key, adjacency)
        ?? throw new UnsupportedEventException(Name, each.Key.Kind, "Use the accountant rdp or pld.")));

    /// <summary>The conversion of Bun and Steinke's proposition 1.3, ρ + 2√(ρ·ln(1/δ)): looser, and easy to check by hand.</summary>
    /// <param name="rho">ρ, 0 to 1e6.</param>
    /// <param name="delta">δ.</param>
    public static double SimpleEpsilon(double rho, double delta) => Bounds.Within(rho, 0, 1e6, "rho") + (2 * Math.Sqrt(-rho * Math.Log(Bounds.Delta(delta))));

    // The logarithm of the order above 1 is searched, for the best may be 1.02 or a million.
    private static double BestOrder(Func<double, double> bound) => 1 + Math.Exp(Bisection.Lowest(Math.Log(0.0101), Math.Log(1e12), 1e-9, log => bound(1 + Math.Exp(log))));
}
