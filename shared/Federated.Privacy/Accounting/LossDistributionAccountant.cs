using Federated.Privacy.Events;
using Federated.Privacy.LossDistributions;
using Federated.Privacy.Numerics;

namespace Federated.Privacy.Accounting;

/// <summary>
/// Privacy loss distributions (Koskela, Jälkö and Honkela 2020; Doroshenko and others 2022): the tightest ε of this library for sampled events, never below
/// the true one. Knows Gaussian, Laplace and one-dimensional discrete Gaussian events and Poisson samples of them.
/// </summary>
public sealed class LossDistributionAccountant : IPrivacyAccountant
{
    private const int MostPoints = 1 << 20;
    private const double Settled = 1e-4;
    private static readonly int[] Looks = [1 << 14, 1 << 16, 1 << 18, MostPoints, MostPoints, MostPoints];

    public string Name => "pld";

    public double Epsilon(PrivacyEvent released, double delta, Adjacency adjacency)
    {
        Bounds.Delta(delta);
        if (EventCounts.Of(released).Count == 0)
            return 0;
        return Directions(released, adjacency).Max(parts => EpsilonOf(parts, delta));
    }

    public double Delta(PrivacyEvent released, double epsilon, Adjacency adjacency)
    {
        Bounds.Epsilon(epsilon);
        if (EventCounts.Of(released).Count == 0)
            return 0;
        return Directions(released, adjacency).Max(parts =>
        {
            if (epsilon >= PureEpsilon(parts))
                return 0;
            return Compose(parts, LossWindow.ForEpsilon(new LossMoments(parts), epsilon, MostPoints)).DeltaAt(epsilon);
        });
    }

    private static double PureEpsilon(IReadOnlyList<(LossSource Source, long Times)> parts) => parts.Sum(part => part.Times * part.Source.PureEpsilon);

    // Each look is tilted to the ε that the one before found; where rare releases tell much, the first ones are far off.
    private static double EpsilonOf(IReadOnlyList<(LossSource Source, long Times)> parts, double delta)
    {
        LossMoments moments = new(parts);
        double infinite = Infinite(parts);
        double epsilon = infinite < delta ? Math.Min(PureEpsilon(parts), LossWindow.BoundOfEpsilon(moments, delta - infinite)) : PureEpsilon(parts);
        for (int look = 0; look < Looks.Length && epsilon > 0 && double.IsFinite(epsilon); look++)
        {
            var window = LossWindow.ForEpsilon(moments, epsilon, Looks[look]);
            double found = Math.Min(epsilon, Compose(parts, window).EpsilonAt(delta));
            bool settled = window.IsFine && epsilon - found <= Settled * epsilon;
            epsilon = found;
            if (settled)
                break;
        }

        return epsilon;
    }

    private static double Infinite(IReadOnlyList<(LossSource Source, long Times)> parts) => parts.Sum(part => part.Times * part.Source.Beyond);

    private static ComposedLoss Compose(IReadOnlyList<(LossSource Source, long Times)> parts, LossWindow window) => new(parts, window, new FourierTransform(window.Count));

    // Without sampling the pairs here look the same from both sides, and one direction is enough.
    private IEnumerable<IReadOnlyList<(LossSource Source, long Times)>> Directions(PrivacyEvent released, Adjacency adjacency)
    {
        var counts = EventCounts.Of(released);
        (DominatingPair Pair, double Rate, long Times)[] pairs = [.. counts.Select(each => (PairOf(each.Key, adjacency), (each.Key as PoissonSampledEvent)?.Rate ?? 1, each.Value))];
        bool[] directions = pairs.Any(each => each.Rate < 1) ? [true, false] : [true];
        return directions.Select(leaves => (IReadOnlyList<(LossSource, long)>)[.. pairs.Select(each => (new LossSource(each.Pair, each.Rate, leaves), each.Times))]);
    }

    private DominatingPair PairOf(PrivacyEvent each, Adjacency adjacency)
    {
        switch (each)
        {
            case PoissonSampledEvent when adjacency != Adjacency.AddRemove:
                throw new UnsupportedEventException(Name, "Poisson sampling under substitution", "State the result for add-remove adjacency.");
            case PoissonSampledEvent { Inner: var inner }:
                var single = EventCounts.Of(inner);
                if (GaussianEquivalent.MultiplierOf(inner) is { } multiplier && double.IsFinite(multiplier))
                    return new GaussianPair(multiplier);
                if (single.Count == 1 && single.Values.First() == 1 && single.Keys.First() is not PoissonSampledEvent)
                    return PairOf(single.Keys.First(), adjacency);
                throw new UnsupportedEventException(Name, $"a Poisson sample of {inner.Kind}", "Sample one release at a time, or a composition of Gaussian ones.");
            case GaussianEvent gaussian:
                return new GaussianPair(gaussian.NoiseMultiplier);
            case LaplaceEvent laplace:
                return new LaplacePair(laplace.NoiseMultiplier);
            case DiscreteGaussianEvent { Deviation: <= DiscreteGaussianPair.MostDeviation } discrete:
                return new DiscreteGaussianPair(discrete.Deviation, discrete.Sensitivity);
            case DiscreteGaussianEvent:
                throw new UnsupportedEventException(Name, $"a discrete Gaussian wider than {DiscreteGaussianPair.MostDeviation}", "Use the accountant zcdp or rdp.");
            default:
                throw new UnsupportedEventException(Name, each.Kind, "Use the accountant rdp or zcdp.");
        }
    }
}
