using Federated.Learning.Metrics;

namespace Federated.Computations.Fairness;

/// <summary>A share of rows with intervals of 95 %.</summary>
/// <param name="Hits">Rows that have the property.</param>
/// <param name="Rows">All rows, at least 1.</param>
public readonly record struct Share(long Hits, long Rows)
{
    /// <summary>Level of the intervals.</summary>
    public const double Level = 0.95;

    internal const double Deviations = 1.959963984540054;

    /// <summary>0 to 1.</summary>
    public double Value => (double)Hits / Rows;

    /// <summary>The interval of Wilson (1927).</summary>
    public ConfidenceInterval Interval
    {
        get
        {
            double square = Deviations * Deviations / Rows, centre = (Value + (square / 2)) / (1 + square);
            double half = Deviations / (1 + square) * Math.Sqrt((Value * (1 - Value) / Rows) + (square / (4 * Rows)));
            return new ConfidenceInterval(Value, Hits == 0 ? 0 : centre - half, Hits == Rows ? 1 : centre + half, Level);
        }
    }

    /// <summary>A share; null of no rows.</summary>
    public static Share? Of(long hits, long rows) => rows > 0 ? new Share(hits, rows) : null;

    /// <summary>This share less another of other rows, with the interval of Newcombe (1998, method 10), from both Wilson intervals.</summary>
    public ConfidenceInterval Less(Share other)
    {
        ConfidenceInterval own = Interval, theirs = other.Interval;
        double difference = Value - other.Value;
        double below = Math.Sqrt(Math.Pow(Value - own.Lower, 2) + Math.Pow(theirs.Upper - other.Value, 2));
        double above = Math.Sqrt(Math.Pow(own.Upper - Value, 2) + Math.Pow(other.Value - theirs.Lower, 2));
        return new ConfidenceInterval(difference, difference - below, difference + above, Level);
    }

    /// <summary>This share over another of other rows, with the log interval of Katz et al. (1978); null when either has no hit.</summary>
    public ConfidenceInterval? Over(Share other)
    {
        if (Hits == 0 || other.Hits == 0)
            return null;
        double ratio = Value / other.Value;
        double error = Math.Sqrt(((1 - Value) / Hits) + ((1 - other.Value) / other.Hits));
        return new ConfidenceInterval(ratio, ratio * Math.Exp(-Deviations * error), ratio * Math.Exp(Deviations * error), Level);
    }
}
