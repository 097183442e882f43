using Federated.Learning.Linear;

namespace Federated.Computations.Regression;

/// <summary>State of <see cref="FederatedRidge"/>: <see cref="RidgeRequested"/>, then <see cref="RidgeComputed"/>.</summary>
public abstract record RidgeState
{
    private protected RidgeState(FederatedRidgeOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        Options = options;
    }

    /// <summary>What was agreed on.</summary>
    public FederatedRidgeOptions Options { get; }
}

/// <summary>Before the round.</summary>
public sealed record RidgeRequested : RidgeState
{
    /// <summary>Asks for a joint regression.</summary>
    /// <exception cref="ArgumentException">Options out of range; the message names all of them.</exception>
    public RidgeRequested(FederatedRidgeOptions options)
        : base(options)
    {
    }
}

/// <summary>After the round.</summary>
public sealed record RidgeComputed : RidgeState
{
    /// <summary>Holds the result.</summary>
    /// <param name="options">What was agreed on.</param>
    /// <param name="fit">The joint regression.</param>
    /// <param name="rows">Rows of all nodes together.</param>
    public RidgeComputed(FederatedRidgeOptions options, RidgeFit fit, long rows)
        : base(options)
    {
        ArgumentNullException.ThrowIfNull(fit);
        Fit = fit;
        Rows = rows;
    }

    /// <summary>The joint regression, with standard errors.</summary>
    public RidgeFit Fit { get; }

    /// <summary>Rows of all nodes together.</summary>
    public long Rows { get; }
}
