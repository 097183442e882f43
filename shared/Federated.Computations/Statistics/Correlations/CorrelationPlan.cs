using System.Collections.Immutable;

namespace Federated.Computations.Statistics.Correlations;

/// <summary>Which correlation matrix of a table's numeric columns is wanted.</summary>
public sealed record CorrelationPlan
{
    /// <summary>Most edges of a column: a pair has (edges + 1)² cells.</summary>
    public const int MaximumEdges = 255;

    private CorrelationPlan(TableColumns columns, ImmutableArray<ImmutableArray<double>> edges, int floor)
    {
        ArgumentNullException.ThrowIfNull(columns);
        ArgumentOutOfRangeException.ThrowIfLessThan(floor, 1);
        Columns = columns;
        RankEdges = edges;
        Floor = floor;
    }

    /// <summary>The table.</summary>
    public TableColumns Columns { get; }

    /// <summary>For ranks: each numeric column's edges. Default for Pearson's.</summary>
    public ImmutableArray<ImmutableArray<double>> RankEdges { get; }

    /// <summary>Whether it is Spearman's.</summary>
    public bool IsOfRanks => !RankEdges.IsDefault;

    /// <summary>Fewest rows of a pair whose correlation is reported.</summary>
    public int Floor { get; }

    /// <summary>Pearson's correlation of all pairs of numeric columns.</summary>
    public static CorrelationPlan Pearson(TableColumns columns, int floor = StatisticsState.DefaultFloor) => new(columns, default, floor);

    /// <summary>Spearman's correlation of all pairs of numeric columns, values within a cell counting as tied.</summary>
    /// <param name="columns">The table.</param>
    /// <param name="edges">For each numeric column: strictly ascending, inside the declared range, at most <see cref="MaximumEdges"/>; quantiles are best.</param>
    /// <param name="floor">Fewest rows of a pair whose correlation is reported, 1 or more.</param>
    /// <exception cref="ArgumentException">Edges that are no edges; the message names the column.</exception>
    public static CorrelationPlan Spearman(TableColumns columns, IEnumerable<ImmutableArray<double>> edges, int floor = StatisticsState.DefaultFloor)
    {
        var plan = new CorrelationPlan(columns, [.. edges], floor);
        if (plan.RankEdges.Length != columns.Numeric.Length)
            throw new ArgumentException($"Edges of {plan.RankEdges.Length} columns were given; the table has {columns.Numeric.Length} numeric ones.", nameof(edges));
        foreach ((NumericColumn column, ImmutableArray<double> cuts) in columns.Numeric.Zip(plan.RankEdges))
        {
            if (cuts.Length > MaximumEdges || cuts.Any(edge => !(edge > column.Minimum && edge < column.Maximum)) || cuts.Zip(cuts.Skip(1)).Any(pair => pair.First >= pair.Second))
                throw new ArgumentException($"The edges of column '{column.Name}' are not at most {MaximumEdges} ascending values inside its range.", nameof(edges));
        }

        return plan;
    }
}
