using System.Collections.Immutable;

namespace Federated.Computations.Statistics.Histograms;

/// <summary>Which cells of a table's numeric columns are to be counted.</summary>
public sealed record HistogramPlan
{
    /// <summary>Most edges of a column.</summary>
    public const int MaximumEdges = 4096;

    /// <summary>Checks the edges.</summary>
    /// <param name="columns">The table.</param>
    /// <param name="edges">For each numeric column its edges: finite, strictly ascending, inside the declared range, at most <see cref="MaximumEdges"/>; none for a column that is left out.</param>
    /// <param name="floor">Smallest count that is reported, 1 or more.</param>
    /// <exception cref="ArgumentException">Edges that are no edges; the message names the column.</exception>
    public HistogramPlan(TableColumns columns, IEnumerable<ImmutableArray<double>> edges, int floor = StatisticsState.DefaultFloor)
    {
        ArgumentNullException.ThrowIfNull(columns);
        ArgumentNullException.ThrowIfNull(edges);
        ArgumentOutOfRangeException.ThrowIfLessThan(floor, 1);
        Columns = columns;
        Edges = [.. edges];
        Floor = floor;
        if (Edges.Length != columns.Numeric.Length)
            throw new ArgumentException($"Edges of {Edges.Length} columns were given; the table has {columns.Numeric.Length} numeric ones.", nameof(edges));
        foreach ((NumericColumn column, ImmutableArray<double> cuts) in columns.Numeric.Zip(Edges))
        {
            bool isAscending = cuts.Zip(cuts.Skip(1)).All(pair => pair.First < pair.Second);
            if (cuts.Length > MaximumEdges || !isAscending || cuts.Any(edge => !(edge > column.Minimum && edge < column.Maximum)))
                throw new ArgumentException($"The edges of column '{column.Name}' are not at most {MaximumEdges} ascending values inside its range.", nameof(edges));
        }
    }

    /// <summary>The table.</summary>
    public TableColumns Columns { get; }

    /// <summary>For each numeric column its edges; the ends of the declared range are not among them.</summary>
    public ImmutableArray<ImmutableArray<double>> Edges { get; }

    /// <summary>Smallest count that is reported.</summary>
    public int Floor { get; }
}
