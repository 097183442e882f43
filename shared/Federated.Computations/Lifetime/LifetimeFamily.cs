namespace Federated.Computations.Lifetime;

/// <summary>Which likelihood is maximised.</summary>
public enum LifetimeFamily
{
    /// <summary>BG/NBD, how often customers buy: ln r, ln α, ln a, ln b.</summary>
    Buying,

    /// <summary>Gamma-Gamma, how much a purchase is: ln p, ln q, ln γ.</summary>
    Spending,
}
