namespace Federated.Tasks.Schema;

/// <summary>What can be asked of any <see cref="ITaskRows"/>.</summary>
public static class TaskRows
{
    /// <summary>All rows in one table; a table in memory is given as it is.</summary>
    /// <exception cref="ArgumentException">There are more rows than one table can hold.</exception>
    public static LocalTable Whole(this ITaskRows rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        return rows as LocalTable ?? LocalTable.Concatenate([.. rows.Batches()]);
    }
}
