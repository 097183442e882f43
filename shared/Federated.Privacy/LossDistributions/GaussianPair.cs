using Federated.Privacy.Numerics;

namespace Federated.Privacy.LossDistributions;

/// <summary>N(μ, 1) against N(0, 1), μ = 1/noise multiplier: under Q the loss is N(−μ²/2, μ²), under P N(μ²/2, μ²).</summary>
internal sealed class GaussianPair(double noiseMultiplier) : DominatingPair
{
    // P(|N(0, 1)| > 13) is 1e-38.
    private const double Reach = 13;
    private readonly double _mu = 1 / noiseMultiplier;

    public override (double Low, double High) Stretch => ((-_mu * _mu / 2) - (Reach * _mu), (_mu * _mu / 2) + (Reach * _mu));

    public override double Smoothness => _mu;

    public override IReadOnlyList<LossPoint> Points => [];

    public override double BeyondP => NormalTail.Above(Reach);

    public override double BeyondQ => NormalTail.Above(Reach);

    public override double PureEpsilon => double.PositiveInfinity;

    public override double LogDensityP(double loss) => NormalTail.LogDensity((loss / _mu) - (_mu / 2)) - Math.Log(_mu);

    public override double LogDensityQ(double loss) => NormalTail.LogDensity((loss / _mu) + (_mu / 2)) - Math.Log(_mu);
}
