namespace Federated.Learning.Lifetime;

/// <summary>ln Γ, ψ and ψ′ at a start plus whole numbers; those of few purchases, which most customers have, are computed once.</summary>
internal sealed class GammaLadder(double start)
{
    private readonly (double LogGamma, double Digamma, double Trigamma)?[] _rungs = new (double, double, double)?[256];

    public (double LogGamma, double Digamma, double Trigamma) At(long steps)
        => steps < _rungs.Length ? _rungs[steps] ??= Compute(steps) : Compute(steps);

    private (double LogGamma, double Digamma, double Trigamma) Compute(long steps)
        => (GammaFunctions.LogGamma(start + steps), GammaFunctions.Digamma(start + steps), GammaFunctions.Trigamma(start + steps));
}
