namespace Federated.Computations.Statistics.Quantiles;

/// <summary>Where a quantile lies.</summary>
/// <param name="Lower">It is not below this.</param>
/// <param name="Upper">It is not above this.</param>
/// <param name="Value">The best estimate, from Lower to Upper; the middle until it is settled.</param>
/// <param name="Standing">Whether the bracket is to be refined.</param>
public readonly record struct QuantileBracket(double Lower, double Upper, double Value, BracketStanding Standing)
{
    /// <summary>Whether the column has values enough for the estimate to be one.</summary>
    public bool IsKnown => Standing != BracketStanding.Withheld;
}
