using System.Collections.Immutable;

namespace Federated.Computations.Statistics.Groups;

/// <summary>Which tables by groups are wanted.</summary>
public sealed record GroupPlan
{
    /// <summary>Most cells of a table by two columns.</summary>
    public const int MaximumPairCells = 4096;

    /// <summary>Checks that the table has the columns.</summary>
    /// <param name="columns">The table.</param>
    /// <param name="queries">What is wanted; at most 256.</param>
    /// <param name="floor">Fewest rows, and fewest values of the measure, of a group that is reported; 1 or more.</param>
    /// <exception cref="ArgumentException">A query names a column that there is not, or one twice, or makes too large a table; the message names it.</exception>
    public GroupPlan(TableColumns columns, IEnumerable<GroupQuery> queries, int floor = StatisticsState.DefaultFloor)
    {
        ArgumentNullException.ThrowIfNull(columns);
        ArgumentNullException.ThrowIfNull(queries);
        ArgumentOutOfRangeException.ThrowIfLessThan(floor, 1);
        Columns = columns;
        Queries = [.. queries];
        Floor = floor;
        if (Queries.Length > 256)
            throw new ArgumentException($"{Queries.Length} tables by groups are wanted; ask for at most 256.", nameof(queries));
        Sums = [.. Queries.Select(Sum)];
    }

    /// <summary>The table.</summary>
    public TableColumns Columns { get; }

    /// <summary>What is wanted.</summary>
    public ImmutableArray<GroupQuery> Queries { get; }

    /// <summary>Fewest rows, and fewest values of the measure, of a group that is reported.</summary>
    public int Floor { get; }

    internal ImmutableArray<GroupSums> Sums { get; }

    private GroupSums Sum(GroupQuery query)
    {
        int first = Category(query.First);
        int? second = query.Second is null ? null : Category(query.Second);
        if (first == second)
            throw new ArgumentException($"A table by '{query.First}' names it twice; name another column, or one alone.", nameof(query));
        int? measure = query.Measure is null ? null : Index(Columns.Numeric.Select(column => column.Name), query.Measure, "numeric");
        int values = Columns.Categories[first].Values.Length, secondValues = second is { } other ? Columns.Categories[other].Values.Length : 0;
        if (second is not null && (long)(values + 1) * (secondValues + 1) > MaximumPairCells)
            throw new ArgumentException($"A table by '{query.First}' and '{query.Second}' has more than {MaximumPairCells} cells; ask for one of them alone.", nameof(query));
        return new GroupSums(first, values, second, secondValues, measure);
    }

    private int Category(string name) => Index(Columns.Categories.Select(column => column.Name), name, "category");

    private static int Index(IEnumerable<string> names, string name, string kind)
    {
        int index = names.ToList().IndexOf(name);
        return index >= 0 ? index : throw new ArgumentException($"A table by groups names '{name}', which is no {kind} column of the table.", nameof(name));
    }
}
