using Federated.Privacy.Events;
using Federated.Privacy.Renyi;

namespace Federated.Privacy.Accounting;

/// <summary>
/// Rényi differential privacy (Mironov 2017): divergences at a set of orders add up over events, and the best order gives ε. Fast and never far off; knows
/// Gaussian, sampled Gaussian, Laplace, discrete Gaussian, both distributed sums and zero-concentrated events.
/// </summary>
public sealed class RenyiAccountant : IPrivacyAccountant
{
    private readonly double[] _orders;

    /// <summary>With the orders of <see cref="RenyiOrders.Fine"/>.</summary>
    public RenyiAccountant()
        : this(RenyiOrders.Fine)
    {
    }

    /// <param name="orders">Orders to follow, each above 1 and at most 10^5.</param>
    /// <exception cref="PrivacyParameterException">There is none, or one is out of range.</exception>
    public RenyiAccountant(IReadOnlyCollection<double> orders)
    {
        ArgumentNullException.ThrowIfNull(orders);
        if (orders.Count == 0)
            throw new PrivacyParameterException("There are no Rényi orders. Give at least one above 1.");
        _orders = [.. orders.Select(order => order > 1 ? Bounds.Within(order, 1, 1e5, "Rényi order") : throw new PrivacyParameterException($"The Rényi order {order} is not above 1. Leave it out."))];
    }

    public string Name => "rdp";

    public double Epsilon(PrivacyEvent released, double delta, Adjacency adjacency)
    {
        Bounds.Delta(delta);
        double[] divergences = Divergences(released, adjacency);
        return _orders.Zip(divergences, (order, divergence) => RenyiConversion.Epsilon(order, divergence, delta)).Min();
    }

    public double Delta(PrivacyEvent released, double epsilon, Adjacency adjacency)
    {
        Bounds.Epsilon(epsilon);
        double[] divergences = Divergences(released, adjacency);
        return _orders.Zip(divergences, (order, divergence) => RenyiConversion.Delta(order, divergence, epsilon)).Min();
    }

    /// <summary>The order that gives <see cref="Epsilon"/>.</summary>
    public double OptimalOrder(PrivacyEvent released, double delta, Adjacency adjacency)
    {
        Bounds.Delta(delta);
        return _orders.Zip(Divergences(released, adjacency)).MinBy(each => RenyiConversion.Epsilon(each.First, each.Second, delta)).First;
    }

    /// <summary>The divergence at each of the accountant's orders.</summary>
    internal double[] Divergences(PrivacyEvent released, Adjacency adjacency)
    {
        double[] sums = new double[_orders.Length];
        foreach (var (each, times) in EventCounts.Of(released))
        {
            Func<double, double> divergence = DivergenceOf(each, adjacency);
            for (int i = 0; i < sums.Length; i++)
                sums[i] += times * divergence(_orders[i]);
        }

        return sums;
    }

    private Func<double, double> DivergenceOf(PrivacyEvent each, Adjacency adjacency)
    {
        double factor = adjacency == Adjacency.AddRemove ? 1 : 2;
        switch (each)
        {
            case PoissonSampledEvent sampled:
                return Sampled(sampled, adjacency);
            case LaplaceEvent laplace:
                return order => LaplaceMoment.Of(laplace.NoiseMultiplier, order);
            case DistributedSkellamEvent skellam:
                return new DistributedDivergence(skellam.Noise, factor).OfSkellam;
            case DistributedDiscreteGaussianEvent discrete:
                return new DistributedDivergence(discrete.Noise, factor).OfDiscreteGaussian();
            default:
                double rho = Concentration.RhoOf(each, adjacency) ?? throw new UnsupportedEventException(Name, each.Kind, "Use the accountant pld, or release through a Gaussian mechanism.");
                return order => rho * order;
        }
    }

    private Func<double, double> Sampled(PoissonSampledEvent sampled, Adjacency adjacency)
    {
        if (adjacency != Adjacency.AddRemove)
            throw new UnsupportedEventException(Name, "Poisson sampling under substitution", "State the result for add-remove adjacency.");
        double multiplier = GaussianEquivalent.MultiplierOf(sampled.Inner)
            ?? throw new UnsupportedEventException(Name, $"a Poisson sample of {sampled.Inner.Kind}", "Sampling is accounted for Gaussian releases; use the accountant pld for others, or a rate of 1.");
        return double.IsPositiveInfinity(multiplier) ? _ => 0 : order => SampledGaussianMoment.Of(sampled.Rate, multiplier, order);
    }
}
