using Federated.Privacy.Events;
using Federated.Privacy.Numerics;

namespace Federated.Privacy.Accounting;

/// <summary>Noise from a target: the least that the accountant proves to be enough. What is returned never spends more than the target.</summary>
public static class NoiseCalibration
{
    private const double Tolerance = 1e-6;

    /// <summary>The least noise, to a relative 1e-6 above it, for which the event is within the target.</summary>
    /// <param name="accountant">Who decides.</param>
    /// <param name="epsilon">Target ε, above 0 to 1e12.</param>
    /// <param name="delta">Target δ.</param>
    /// <param name="adjacency">Which data sets are neighbours.</param>
    /// <param name="released">The whole event as a function of the noise: more noise must not spend more.</param>
    /// <param name="least">The least noise that makes an event.</param>
    /// <param name="most">The most noise to try.</param>
    /// <returns>The noise.</returns>
    /// <exception cref="PrivacyParameterException">A number is out of range, or the target is not met with the most noise.</exception>
    /// <exception cref="UnsupportedEventException">The accountant has no bound for the event.</exception>
    public static double LeastNoise(
        IPrivacyAccountant accountant, double epsilon, double delta, Adjacency adjacency, Func<double, PrivacyEvent> released, double least = 1e-2, double most = 1e6)
    {
        ArgumentNullException.ThrowIfNull(accountant);
        ArgumentNullException.ThrowIfNull(released);
        Bounds.Within(epsilon, double.Epsilon, 1e12, "target epsilon");
        Bounds.Delta(delta);
        Bounds.Within(least, double.Epsilon, most, "least noise");
        if (IsEnough(least))
            return least;
        double low = least;
        double high = Math.Min(most, Math.Max(1, 2 * least));
        while (!IsEnough(high))
        {
            if (high >= most)
                throw new PrivacyParameterException($"Even with noise {most} the event spends more than ε = {epsilon} at δ = {delta} by {accountant.Name}. Release less often, or raise the target.");
            (low, high) = (high, Math.Min(most, 2 * high));
        }

        return Bisection.LeastThatHolds(low, high, Tolerance, IsEnough);

        bool IsEnough(double noise) => accountant.Epsilon(released(noise), delta, adjacency) <= epsilon;
    }
}
