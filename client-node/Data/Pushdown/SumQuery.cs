namespace Federated.ClientNode.Data.Pushdown;

/// <summary>Sums over all rows of a subquery, as many queries as the database's limit of columns makes them.</summary>
internal static class SumQuery
{
    /// <summary>Most columns of one query: PostgreSQL takes 1,664, SQLite 2,000.</summary>
    public const int MostColumns = 1_000;

    /// <summary>The value of each aggregate, 0 where there is no row.</summary>
    /// <param name="table">The database.</param>
    /// <param name="aggregates">Such as SUM(x).</param>
    /// <param name="from">A subquery with its alias.</param>
    public static double[] Ask(PushedTable table, IEnumerable<string> aggregates, string from) =>
        [.. aggregates.Chunk(MostColumns).SelectMany(some => table.Ask($"SELECT {string.Join(", ", some)} FROM {from}")[0])];
}
