namespace Federated.Privacy.LossDistributions;

/// <summary>The discrete Gaussian around Δ against that around 0: at the whole number k the loss is (2kΔ − Δ²)/(2σ²).</summary>
internal sealed class DiscreteGaussianPair : DominatingPair
{
    /// <summary>The largest deviation that is laid out point by point.</summary>
    public const double MostDeviation = 20_000;

    private const double Reach = 13;
    private readonly LossPoint[] _points;

    /// <param name="deviation">σ, at most <see cref="MostDeviation"/>.</param>
    /// <param name="sensitivity">Δ, at most 1000 σ.</param>
    public DiscreteGaussianPair(double deviation, long sensitivity)
    {
        long reach = (long)Math.Ceiling(Reach * deviation) + 1;
        double variance = deviation * deviation;
        double total = 1;
        for (long k = 1; k <= reach; k++)
            total += 2 * Math.Exp(-k * k / (2 * variance));
        double logTotal = Math.Log(total);
        // Around 0 and around Δ: what lies between, when Δ is far, has no mass that counts.
        IEnumerable<long> places = Span(-reach, reach).Union(Span(sensitivity - reach, sensitivity + reach));
        _points = [.. places.Select(k => Point(k, sensitivity, variance, logTotal))];
    }

    public override (double Low, double High) Stretch => (0, 0);

    public override double Smoothness => 1;

    public override IReadOnlyList<LossPoint> Points => _points;

    public override double BeyondP => 1e-37;

    public override double BeyondQ => 1e-37;

    public override double PureEpsilon => double.PositiveInfinity;

    public override double LogDensityP(double loss) => double.NegativeInfinity;

    public override double LogDensityQ(double loss) => double.NegativeInfinity;

    private static LossPoint Point(long k, long sensitivity, double variance, double logTotal) => new(
        ((2.0 * k * sensitivity) - ((double)sensitivity * sensitivity)) / (2 * variance),
        (-(double)(k - sensitivity) * (k - sensitivity) / (2 * variance)) - logTotal,
        (-(double)k * k / (2 * variance)) - logTotal);

    private static IEnumerable<long> Span(long first, long last)
    {
        for (long k = first; k <= last; k++)
            yield return k;
    }
}
