using Federated.Learning.Lifetime;

namespace Federated.Computations.Lifetime;

/// <summary>What every node is given before a round of <see cref="FederatedLikelihood"/>.</summary>
public sealed record LikelihoodState
{
    /// <summary>Checks that the method is of the family.</summary>
    /// <param name="family">The likelihood.</param>
    /// <param name="method">How far its maximisation has come.</param>
    /// <param name="customers">Customers of all nodes together; 0 before the first round.</param>
    /// <exception cref="ArgumentException">The number of parameters is not the family's, or the count is negative.</exception>
    public LikelihoodState(LifetimeFamily family, LikelihoodNewton method, long customers = 0)
    {
        ArgumentNullException.ThrowIfNull(method);
        ArgumentOutOfRangeException.ThrowIfNegative(customers);
        if (method.Parameters.Length != ParametersOf(family))
            throw new ArgumentException($"{method.Parameters.Length} parameters were given; the {family} model has {ParametersOf(family)}.", nameof(method));
        (Family, Method, Customers) = (family, method, customers);
    }

    /// <summary>The likelihood.</summary>
    public LifetimeFamily Family { get; }

    /// <summary>How far its maximisation has come.</summary>
    public LikelihoodNewton Method { get; }

    /// <summary>Customers of all nodes together; 0 before the first round.</summary>
    public long Customers { get; }

    /// <summary>The state before the first round: all parameters 1, and α and γ e, which any unit of time or money reaches in a few steps.</summary>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public static LikelihoodState Start(LifetimeFamily family, LikelihoodOptions? options = null)
        => new(family, LikelihoodNewton.Start(family == LifetimeFamily.Buying ? [0, 1, 0, 0] : [0, 1, 1], options));

    internal static int ParametersOf(LifetimeFamily family) => family switch
    {
        LifetimeFamily.Buying => BetaGeometricModel.ParameterCount,
        LifetimeFamily.Spending => GammaGammaModel.ParameterCount,
        _ => throw new ArgumentException($"There is no likelihood {(int)family}.", nameof(family)),
    };
}
