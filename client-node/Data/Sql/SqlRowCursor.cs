using System.Data.Common;
using System.Globalization;
using Federated.ClientNode.Data.Sources;
using Federated.Tasks.Documents;

namespace Federated.ClientNode.Data.Sql;

/// <summary>Rows of a query, as the database sends them.</summary>
internal sealed class SqlRowCursor : RowCursor
{
    private readonly SqlQuery _query;
    private readonly DbConnection _connection;
    private readonly DbTransaction? _transaction;
    private readonly DbCommand _command;
    private readonly DbDataReader _reader;
    private readonly string[] _header;
    private long _row;

    /// <param name="connection">Open; closed with the cursor.</param>
    /// <param name="query">What to ask.</param>
    /// <exception cref="SourceException">The database refuses the query.</exception>
    public SqlRowCursor(DbConnection connection, SqlQuery query)
    {
        _connection = connection;
        _query = query;
        _command = connection.CreateCommand();
        try
        {
            _transaction = SqlDatabase.BeginReading(connection);
            _command.Transaction = _transaction;
            _command.CommandText = query.Text;
            _command.CommandTimeout = SqlDatabase.ClientTimeout(query);
            _reader = _command.ExecuteReader();
            _header = ReadHeader();
        }
        catch (Exception fault)
        {
            Dispose();
            if (IsOfDatabase(fault))
                throw Refusal(fault);
            throw;
        }
    }

    public override IReadOnlyList<string> Header => _header;

    public override long Line => _row;

    public override Cell this[int column]
    {
        get
        {
            try
            {
                return SqlCells.Of(_reader.GetValue(column));
            }
            catch (Exception fault) when (IsOfDatabase(fault))
            {
                throw Refusal(fault);
            }
        }
    }

    public override bool Read()
    {
        try
        {
            if (!_reader.Read())
                return false;
            _row++;
            return true;
        }
        catch (Exception fault) when (IsOfDatabase(fault))
        {
            throw Refusal(fault);
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (!disposing)
            return;
        _command.Cancel();
        _reader?.Dispose();
        _command.Dispose();
        _transaction?.Dispose();
        _connection.Dispose();
    }

    private string[] ReadHeader()
    {
        if (_reader.FieldCount == 0)
            throw new SourceException(DataFault.OfFile("FED-DATA-EMPTY", "the query gives no columns", "write one SELECT"));
        if (_reader.FieldCount > SourceText.MaximumColumns)
            throw new SourceException(DataFault.OfFile("FED-DATA-COLUMNS", $"the query gives more than {SourceText.MaximumColumns} columns", "select only the columns that the mapping names"));
        return [.. Enumerable.Range(0, _reader.FieldCount).Select(column => _reader.GetName(column).Trim())];
    }

    private static bool IsOfDatabase(Exception fault) =>
        fault is DbException or InvalidOperationException or InvalidCastException or TimeoutException or IOException or OverflowException or ArgumentException or NotSupportedException;

    private SourceException Refusal(Exception fault) => new(DataFault.OfFile(
        "FED-DATA-SQL",
        string.Create(CultureInfo.InvariantCulture, $"the {_query.Provider} database stopped the query after {_row:N0} rows: {Shown.Of(_query.Connection.Redact(fault.Message), 300)}"),
        "run the query by hand with the same account; if it only takes long, set timeout_seconds: beside sql:"));
}
