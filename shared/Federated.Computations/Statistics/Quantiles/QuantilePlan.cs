using System.Collections.Immutable;

namespace Federated.Computations.Statistics.Quantiles;

/// <summary>Which quantiles of a table's numeric columns are wanted, and how finely.</summary>
public sealed record QuantilePlan
{
    /// <summary>Checks every limit.</summary>
    /// <param name="columns">The table; every numeric column is asked.</param>
    /// <param name="probabilities">Strictly ascending, each 0 to 1. Of n values, p stands for the ⌈p·n⌉-th smallest, but never for one of the outermost floor − 1: 0 and 1 stand for the low and the high extreme.</param>
    /// <param name="tolerance">Widest bracket of a finished quantile, as a share of the declared range: 2⁻³⁰ to 1; default 2⁻¹⁶.</param>
    /// <param name="floor">Fewest rows that a bracket may hold, 1 or more.</param>
    /// <exception cref="ArgumentException">Something is out of its range; the message names it.</exception>
    public QuantilePlan(TableColumns columns, IEnumerable<double> probabilities, double tolerance = 1.0 / 65_536, int floor = StatisticsState.DefaultFloor)
    {
        ArgumentNullException.ThrowIfNull(columns);
        ArgumentNullException.ThrowIfNull(probabilities);
        Columns = columns;
        Probabilities = [.. probabilities];
        Tolerance = tolerance;
        Floor = floor;
        if (Probabilities.Length is < 1 or > 1024 || Probabilities.Any(probability => !(probability is >= 0 and <= 1)))
            throw new ArgumentException("1 to 1,024 probabilities are wanted, each 0 to 1.", nameof(probabilities));
        if (Probabilities.Zip(Probabilities.Skip(1)).Any(pair => pair.First >= pair.Second))
            throw new ArgumentException("The probabilities are not strictly ascending.", nameof(probabilities));
        if (!(tolerance >= 1.0 / (1 << 30) && tolerance <= 1))
            throw new ArgumentException($"The tolerance is {tolerance}; it must be 2^-30 to 1.", nameof(tolerance));
        ArgumentOutOfRangeException.ThrowIfLessThan(floor, 1);
    }

    /// <summary>The table.</summary>
    public TableColumns Columns { get; }

    /// <summary>What is wanted of every numeric column.</summary>
    public ImmutableArray<double> Probabilities { get; }

    /// <summary>Widest bracket of a finished quantile, as a share of the declared range.</summary>
    public double Tolerance { get; }

    /// <summary>Fewest rows that a bracket may hold.</summary>
    public int Floor { get; }
}
