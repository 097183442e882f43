namespace Federated.Computations.Statistics.Quantiles;

/// <summary>How far a <see cref="QuantileBracket"/> has come.</summary>
public enum BracketStanding
{
    /// <summary>The next round refines it.</summary>
    Open,

    /// <summary>It is as narrow as the tolerance asks.</summary>
    Exact,

    /// <summary>It is the narrowest that holds as many rows as the floor asks.</summary>
    Floored,

    /// <summary>The column has fewer values than twice the floor: there is no quantile.</summary>
    Withheld,
}
