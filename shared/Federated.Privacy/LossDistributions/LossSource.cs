using Federated.Privacy.Numerics;

namespace Federated.Privacy.LossDistributions;

/// <summary>
/// The privacy loss of one release in one direction, when each unit is in the sample with probability q (Poisson): the unit's data leave,
/// (1 − q)·Q + q·P against Q with loss ln(1 − q + q·e^l), or come, Q against the mixture with the loss negated (Zhu, Dong and Wang 2022, proposition 30).
/// </summary>
/// <param name="pair">The pair without sampling.</param>
/// <param name="rate">q, above 0 to 1.</param>
/// <param name="leaves">The direction.</param>
internal sealed class LossSource(DominatingPair pair, double rate, bool leaves)
{
    private const double PanelsPerSmoothness = 6;
    private const double BendReach = 40;
    private readonly double _logRate = Math.Log(rate);
    private readonly double _logRest = rate < 1 ? Precise.LogOnePlus(-rate) : double.NegativeInfinity;

    /// <summary>Mass that is not laid out and counts as an infinite loss.</summary>
    public double Beyond => pair.BeyondP + pair.BeyondQ;

    /// <summary>ε that holds with no δ at all; may be infinite.</summary>
    public double PureEpsilon => double.IsPositiveInfinity(pair.PureEpsilon)
        ? (leaves || rate == 1 ? double.PositiveInfinity : -_logRest)
        : LossAt(leaves ? pair.PureEpsilon : -pair.PureEpsilon);

    /// <summary>The least and the largest loss that is laid out.</summary>
    public (double Low, double High) Range
    {
        get
        {
            double[] ends = [.. Ends().Select(LossAt)];
            return (ends.Min(), ends.Max());
        }
    }

    /// <summary>The loss in this direction where the pair's own is <paramref name="own"/>.</summary>
    public double LossAt(double own)
    {
        if (rate == 1)
            return leaves ? own : -own;
        double value = own > 0
            ? own + Math.Log(rate + ((1 - rate) * Math.Exp(-own)))
            : Precise.LogOnePlus(rate * Precise.ExpMinusOne(own));
        return leaves ? value : -value;
    }

    /// <summary>The inverse of <see cref="LossAt"/>; −∞ where no loss of the pair gives <paramref name="loss"/>.</summary>
    public double OwnLossAt(double loss)
    {
        double signed = leaves ? loss : -loss;
        if (rate == 1)
            return signed;
        double rest = _logRest - signed;
        return rest >= 0 ? double.NegativeInfinity : signed - _logRate + Precise.LogOnePlus(-Math.Exp(rest));
    }

    /// <summary>Density in the pair's own loss of the distribution that the losses are drawn from.</summary>
    public double DensityAt(double own) => Mass(pair.LogDensityP(own), pair.LogDensityQ(own));

    /// <summary>Losses that have a mass of their own.</summary>
    public IEnumerable<(double Loss, double Mass)> Points => pair.Points.Select(point => (LossAt(point.Loss), Mass(point.LogP, point.LogQ)));

    /// <summary>The stretch with a density, in panels over which it is a polynomial for all that doubles can tell.</summary>
    public IEnumerable<(double Low, double High)> Panels
    {
        get
        {
            var (low, high) = pair.Stretch;
            double width = pair.Smoothness / PanelsPerSmoothness;
            // Sampling bends the loss around ln((1 − q)/q), at the scale of one.
            double bend = rate < 1 ? _logRest - _logRate : double.NegativeInfinity;
            for (double from = low; from < high;)
            {
                double step = Math.Abs(from - bend) < BendReach + width ? Math.Min(width, 1 / PanelsPerSmoothness) : width;
                double to = from + step >= high - (1e-9 * step) ? high : from + step;
                yield return (from, to);
                from = to;
            }
        }
    }

    private double Mass(double logP, double logQ)
    {
        if (!leaves)
            return Math.Exp(logQ);
        return rate == 1 ? Math.Exp(logP) : Math.Exp(logP + _logRate) + Math.Exp(logQ + _logRest);
    }

    private IEnumerable<double> Ends()
    {
        var (low, high) = pair.Stretch;
        if (low < high)
        {
            yield return low;
            yield return high;
        }

        if (pair.Points.Count > 0)
        {
            yield return pair.Points.Min(point => point.Loss);
            yield return pair.Points.Max(point => point.Loss);
        }
    }
}
