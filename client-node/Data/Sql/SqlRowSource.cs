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

    public override RowCursor Open() => new SqlRowCursor(SqlDatabase.Open(query, directory), query);
}
