namespace Federated.Computations.Statistics;

/// <summary>State of <see cref="FederatedStatistics"/>: <see cref="StatisticsRequested"/>, then <see cref="StatisticsComputed"/>.</summary>
public abstract record StatisticsState
{
    /// <summary>Smallest count that is reported unless a job says otherwise: 5.</summary>
    public const int DefaultFloor = 5;

    private protected StatisticsState(TableColumns columns) => Columns = columns;

    /// <summary>The table that all nodes agree on.</summary>
    public TableColumns Columns { get; }
}

/// <summary>Before the round.</summary>
public sealed record StatisticsRequested : StatisticsState
{
    /// <summary>Asks for the statistics of a table.</summary>
    /// <param name="columns">The table.</param>
    /// <param name="floor">Category counts below this are merged into "other", and means of fewer values are withheld; 1 or more.</param>
    public StatisticsRequested(TableColumns columns, int floor = DefaultFloor)
        : base(columns)
    {
        ArgumentNullException.ThrowIfNull(columns);
        ArgumentOutOfRangeException.ThrowIfLessThan(floor, 1);
        Floor = floor;
    }

    /// <summary>Smallest category count that is reported.</summary>
    public int Floor { get; }
}

/// <summary>After the round.</summary>
public sealed record StatisticsComputed : StatisticsState
{
    /// <summary>Holds the result.</summary>
    public StatisticsComputed(TableColumns columns, TableStatistics result)
        : base(columns)
    {
        ArgumentNullException.ThrowIfNull(columns);
        ArgumentNullException.ThrowIfNull(result);
        Result = result;
    }

    /// <summary>The joint statistics.</summary>
    public TableStatistics Result { get; }
}
