using System.Collections.Immutable;

namespace Federated.Computations.Statistics.FrequentValues;

/// <summary>How the frequent values of a table's text columns are to be found; every text column is asked.</summary>
public sealed record FrequentValuePlan
{
    /// <summary>Bits of a hash that the first round looks at.</summary>
    public const int FirstBits = 12;

    /// <summary>Bits by which each further round looks further.</summary>
    public const int FurtherBits = 6;

    /// <summary>Checks every limit.</summary>
    /// <param name="columns">The table.</param>
    /// <param name="salt">8 to 64 bytes, public and the same for every node, for instance a job's hash.</param>
    /// <param name="most">Most values of a column that are followed and reported, 1 to 1,024 (the default): a value of more than 1/most of a column's rows is never missed.</param>
    /// <param name="floor">Fewest rows of a value that is reported, 1 or more.</param>
    /// <param name="holders">Fewest nodes that hold a value that is reported: 2, or 1 to report also what a single partner's customers share.</param>
    /// <exception cref="ArgumentException">Something is out of its range; the message names it.</exception>
    public FrequentValuePlan(TableColumns columns, IEnumerable<byte> salt, int most = 1024, int floor = StatisticsState.DefaultFloor, int holders = 2)
    {
        ArgumentNullException.ThrowIfNull(columns);
        ArgumentNullException.ThrowIfNull(salt);
        Columns = columns;
        Salt = [.. salt];
        Most = most;
        Floor = floor;
        Holders = holders;
        if (Salt.Length is < 8 or > 64)
            throw new ArgumentException($"The salt has {Salt.Length} bytes; it must have 8 to 64.", nameof(salt));
        if (most is < 1 or > 1024)
            throw new ArgumentException($"{most} values are wanted; ask for 1 to 1,024.", nameof(most));
        if (floor < 1 || holders < 1)
            throw new ArgumentException($"The floors are {floor} rows and {holders} nodes; each must be 1 or more.", nameof(floor));
    }

    /// <summary>The table.</summary>
    public TableColumns Columns { get; }

    /// <summary>What hashes are salted with.</summary>
    public ImmutableArray<byte> Salt { get; }

    /// <summary>Most values of a column that are followed and reported.</summary>
    public int Most { get; }

    /// <summary>Fewest rows of a value that is reported.</summary>
    public int Floor { get; }

    /// <summary>Fewest nodes that hold a value that is reported.</summary>
    public int Holders { get; }
}
