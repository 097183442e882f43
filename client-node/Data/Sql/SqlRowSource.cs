using System.Data.Common;
using Federated.ClientNode.Data.Sources;

namespace Federated.ClientNode.Data.Sql;

/// <summary>The rows of a query. Each pass asks the database again.</summary>
internal sealed class SqlRowSource(SqlQuery query, string directory) : RowSource
{
    /// <summary>The query.</summary>
    public SqlQuery Query => query;

    /// <summary>Where a SQLite file without a full path lies.</summary>
    public string Directory => directory;

    public override string Title => $"the {query.Provider} query";

    public override string LineWord => "row";

    /// <exception cref="SourceException">The mapping says that no row may be read, or the database cannot be asked.</exception>
    public override RowCursor Open() => query.RowsNever
        ? throw new SourceException(DataFault.OfFile("FED-DATA-ROWS-NEVER", "this would read single rows, and the mapping says rows: never", "take part in jobs that sums are enough for; to score customers or to see your own figures, use another mapping whose source may be read"))
        : new SqlRowCursor(SqlDatabase.Open(query, directory), query);
}
