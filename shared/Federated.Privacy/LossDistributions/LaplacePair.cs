namespace Federated.Privacy.LossDistributions;

/// <summary>Laplace(1, b) against Laplace(0, b): the loss is −1/b below 0, rises to 1/b at 1 and stays there.</summary>
internal sealed class LaplacePair(double noiseMultiplier) : DominatingPair
{
    private readonly double _most = 1 / noiseMultiplier;

    public override (double Low, double High) Stretch => (-_most, _most);

    public override double Smoothness => 2;

    public override IReadOnlyList<LossPoint> Points =>
    [
        new(-_most, Math.Log(0.5) - _most, Math.Log(0.5)),
        new(_most, Math.Log(0.5), Math.Log(0.5) - _most),
    ];

    public override double BeyondP => 0;

    public override double BeyondQ => 0;

    public override double PureEpsilon => _most;

    // At x the loss is (2x − 1)/b, so that dx = b/2·dl.
    public override double LogDensityP(double loss) => ((loss - _most) / 2) - Math.Log(4);

    public override double LogDensityQ(double loss) => ((-loss - _most) / 2) - Math.Log(4);
}
