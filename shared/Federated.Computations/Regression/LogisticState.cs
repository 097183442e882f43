using System.Collections.Immutable;

namespace Federated.Computations.Regression;

/// <summary>State of <see cref="FederatedLogistic"/>: <see cref="LogisticDescending"/> for a few rounds, then <see cref="LogisticFitted"/>.</summary>
public abstract record LogisticState
{
    private protected LogisticState(FederatedLogisticOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        Options = options;
    }

    /// <summary>What was agreed on.</summary>
    public FederatedLogisticOptions Options { get; }
}

/// <summary>Before a round: the coefficients at which sums are wanted.</summary>
public sealed record LogisticDescending : LogisticState
{
    /// <summary>The start, at zero coefficients.</summary>
    /// <exception cref="ArgumentException">Options out of range; the message names all of them.</exception>
    public LogisticDescending(FederatedLogisticOptions options)
        : base(options) => Coefficients = ImmutableArray.Create(new double[options.Columns + 1]);

    internal LogisticDescending(FederatedLogisticOptions options, ImmutableArray<double> coefficients, AcceptedPoint? accepted, int halvings, int round)
        : base(options)
    {
        Coefficients = coefficients;
        Accepted = accepted;
        Halvings = halvings;
        Round = round;
    }

    /// <summary>One a column, then the intercept.</summary>
    public ImmutableArray<double> Coefficients { get; }

    /// <summary>The best coefficients so far; null before the first round.</summary>
    public AcceptedPoint? Accepted { get; }

    /// <summary>How often the last step was halved, 0 to 30.</summary>
    public int Halvings { get; }

    /// <summary>Rounds applied so far.</summary>
    public int Round { get; }
}

/// <summary>After the last round.</summary>
public sealed record LogisticFitted : LogisticState
{
    /// <summary>Holds the result.</summary>
    public LogisticFitted(FederatedLogisticOptions options, LogisticFit fit)
        : base(options)
    {
        ArgumentNullException.ThrowIfNull(fit);
        Fit = fit;
    }

    /// <summary>The joint regression.</summary>
    public LogisticFit Fit { get; }
}
