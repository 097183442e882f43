using System.Data.Common;
using System.Globalization;
using Federated.Hosting.CommandLine;
using Federated.Tasks.Documents;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Federated.ClientNode.Data.Sql;

/// <summary>
/// Writes the rows of one run into a table, all or none: one transaction takes out the rows of an earlier run of the same kind and puts in the new ones. The table is made
/// where there is none; one that has other columns is left alone.
/// <para>
/// SQLite lets nobody read while a large transaction is written, and the rows may be read from the same file while they are scored; so there they gather in a temporary
/// table of the connection's own first. How a driver's database names its types is not known, so there the table must exist.
/// </para>
/// </summary>
internal sealed class SqlTableWriter : IDisposable
{
    private const string Gathered = "temp.\"gathered\"";

    private readonly SqlDestination _destination;
    private readonly SqlTableName _table;
    private readonly SqlColumn[] _columns;
    private readonly DbConnection _connection;
    private readonly (string Column, string Value)[] _sameRun;
    private DbTransaction? _transaction;
    private DbCommand? _insert;

    /// <summary>Opens the database, and checks the table.</summary>
    /// <param name="destination">The database.</param>
    /// <param name="table">The table.</param>
    /// <param name="columns">Its columns, in the order of the cells.</param>
    /// <param name="sameRun">Columns of text and what they hold in the rows that are replaced.</param>
    /// <exception cref="CommandException">The database cannot be written to, or the table has other columns.</exception>
    public SqlTableWriter(SqlDestination destination, SqlTableName table, IReadOnlyList<SqlColumn> columns, params (string Column, string Value)[] sameRun)
    {
        (_destination, _table, _columns, _sameRun) = (destination, table, [.. columns], sameRun);
        _connection = destination.Open();
        try
        {
            Try(Begin);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Adds a row; nobody sees it before <see cref="Commit"/>.</summary>
    /// <param name="cells">One a column, of its kind; null for none.</param>
    public void Add(ReadOnlySpan<object?> cells)
    {
        for (var column = 0; column < cells.Length; column++)
            _insert!.Parameters[column].Value = Cell(cells[column]);
        Try(() => _insert!.ExecuteNonQuery());
    }

    /// <summary>Makes the rows of this run the table's, in place of an earlier run's.</summary>
    public void Commit() => Try(() =>
    {
        if (_connection is SqliteConnection)
        {
            _transaction!.Commit();
            _transaction.Dispose();
            _transaction = _connection.BeginTransaction();
            CreateTable(_table.Quoted);
            TakeOut();
            Execute($"INSERT INTO {_table.Quoted} ({Names}) SELECT {Names} FROM {Gathered} ORDER BY rowid");
        }

        _transaction!.Commit();
    });

    public void Dispose()
    {
        _insert?.Dispose();
        _transaction?.Dispose();
        _connection.Dispose();
    }

    private string Names => string.Join(", ", _columns.Select(column => SqlTableName.Quote(column.Name)));

    private void Begin()
    {
        RequireSameColumns();
        var into = _table.Quoted;
        if (_connection is SqliteConnection sqlite)
        {
            CreateTable(into = Gathered);
            _transaction = sqlite.BeginTransaction(deferred: true);
        }
        else
        {
            _transaction = _connection.BeginTransaction();
            if (_connection is NpgsqlConnection)
            {
                CreateTable(into);
                Execute($"LOCK TABLE {into} IN SHARE ROW EXCLUSIVE MODE");
            }

            TakeOut();
        }

        _insert = Command($"INSERT INTO {into} ({Names}) VALUES ({string.Join(", ", _columns.Select((_, column) => Parameter(column)))})");
        for (var column = 0; column < _columns.Length; column++)
            AddParameter(_insert, Parameter(column), DBNull.Value);
    }

    private void RequireSameColumns()
    {
        if (TableColumns() is not { } there)
        {
            if (_connection is not (SqliteConnection or NpgsqlConnection))
                throw new CommandException("FED-SCORE-TABLE", $"there is no table {_table} in the {Shown.Of(_destination.Provider)} database, and how its types are named is not known here", $"make it, with the columns {Words(_columns.Select(column => column.Name))}");
            return;
        }

        var comparer = _connection is NpgsqlConnection ? StringComparer.Ordinal : StringComparer.OrdinalIgnoreCase;
        string[] missing = [.. _columns.Select(column => column.Name).Except(there, comparer)], other = [.. there.Except(_columns.Select(column => column.Name), comparer)];
        if (missing.Length + other.Length > 0)
        {
            throw new CommandException(
                "FED-SCORE-TABLE", $"the table {_table} exists and has other columns{(missing.Length == 0 ? "" : $"; it lacks {Words(missing)}")}{(other.Length == 0 ? "" : $"; it has {Words(other)}")}",
                "name another table with --table, or rename or drop this one; the reasons that --reasons asks for are columns too. Nothing was written");
        }
    }

    /// <returns>Null when there is no such table.</returns>
    private string[]? TableColumns()
    {
        using var probe = Command($"SELECT * FROM {_table.Quoted} WHERE 1 = 0");
        try
        {
            using var reader = probe.ExecuteReader();
            return [.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetName)];
        }
        catch (PostgresException fault) when (fault.SqlState is PostgresErrorCodes.UndefinedTable)
        {
            return null;
        }
        catch (DbException fault) when (fault is not PostgresException && (_connection is not SqliteConnection || fault.Message.Contains("no such table", StringComparison.Ordinal)))
        {
            return null;
        }
    }

    private void CreateTable(string name) =>
        Execute($"CREATE TABLE IF NOT EXISTS {name} ({string.Join(", ", _columns.Select(column => $"{SqlTableName.Quote(column.Name)} {TypeOf(column.Kind)}"))})");

    private void TakeOut()
    {
        using var command = Command($"DELETE FROM {_table.Quoted} WHERE {string.Join(" AND ", _sameRun.Select((same, index) => $"{SqlTableName.Quote(same.Column)} = {Parameter(index)}"))}");
        for (var index = 0; index < _sameRun.Length; index++)
            AddParameter(command, Parameter(index), _sameRun[index].Value);
        command.ExecuteNonQuery();
    }

    private string TypeOf(SqlColumnKind kind) => (kind, _connection is SqliteConnection) switch
    {
        (SqlColumnKind.Number, true) => "REAL",
        (SqlColumnKind.Number, false) => "DOUBLE PRECISION",
        (SqlColumnKind.WholeNumber, true) => "INTEGER",
        (SqlColumnKind.WholeNumber, false) => "BIGINT",
        (SqlColumnKind.Instant, false) => "TIMESTAMPTZ",
        _ => "TEXT",
    };

    private object Cell(object? cell) => cell switch
    {
        null => DBNull.Value,
        DateTime instant when _connection is SqliteConnection => instant.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
        _ => cell,
    };

    private DbCommand Command(string sql)
    {
        var command = _connection.CreateCommand();
        command.Transaction = _transaction;
        command.CommandText = sql;
        command.CommandTimeout = (int)_destination.Timeout.TotalSeconds;
        return command;
    }

    private void Execute(string sql)
    {
        using var command = Command(sql);
        command.ExecuteNonQuery();
    }

    private static void AddParameter(DbCommand command, string name, object value)
    {
        var parameter = command.CreateParameter();
        (parameter.ParameterName, parameter.Value) = (name, value);
        command.Parameters.Add(parameter);
    }

    private static string Parameter(int index) => string.Create(CultureInfo.InvariantCulture, $"@p{index}");

    private static string Words(IEnumerable<string> names) => string.Join(", ", names.Take(20).Select(name => Shown.Of(name)));

    private void Try(Action write)
    {
        try
        {
            write();
        }
        catch (Exception fault) when (SqlDestination.IsOfDatabase(fault))
        {
            throw _destination.Failure($"the {Shown.Of(_destination.Provider)} database refused to write the table {_table}; it is as it was before", fault, "check that this user may make and write that table, and that its columns have fitting types");
        }
    }
}
