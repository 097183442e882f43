using System.Data;
using System.Data.Common;
using System.Globalization;
using Federated.Tasks.Documents;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Federated.ClientNode.Data.Sql;

/// <summary>
/// Opens databases for reading only: SQLite files read-only, PostgreSQL in a session whose transactions are read-only and whose statements have a time
/// limit. Of a driver nothing of that kind is known, so its account should have no right to write.
/// The one way in that writes is <see cref="SqlDestination"/>.
/// </summary>
internal static class SqlDatabase
{
    public const string Sqlite = "sqlite";
    public const string Postgres = "postgres";

    /// <summary>An open connection.</summary>
    /// <param name="query">What is to be asked.</param>
    /// <param name="directory">Where a SQLite file without a full path lies.</param>
    /// <exception cref="SourceException">There is no such driver, or the database cannot be reached.</exception>
    public static DbConnection Open(SqlQuery query, string directory)
    {
        DbConnection? connection = null;
        try
        {
            connection = SqlProvider.Connect(query.Provider, query.Connection, query.DriverFolder, directory, SqliteOpenMode.ReadOnly);
            connection.Open();
            Restrict(connection, query.Timeout);
            return connection;
        }
        catch (Exception fault) when (fault is DbException or ArgumentException or InvalidOperationException or FormatException or IOException or TimeoutException or KeyNotFoundException)
        {
            connection?.Dispose();
            throw Unreachable(query, fault);
        }
        catch
        {
            connection?.Dispose();
            throw;
        }
    }

    /// <summary>A transaction that sees one state of the data throughout and cannot write; null for drivers, of which neither can be known.</summary>
    public static DbTransaction? BeginReading(DbConnection connection) => connection switch
    {
        SqliteConnection sqlite => sqlite.BeginTransaction(deferred: true),
        NpgsqlConnection postgres => postgres.BeginTransaction(IsolationLevel.RepeatableRead),
        _ => null,
    };

    /// <summary>Seconds after which this side gives up: later than the database itself, which says why.</summary>
    public static int ClientTimeout(SqlQuery query) => (int)query.Timeout.TotalSeconds + (query.Provider == Postgres ? 10 : 0);

    private static void Restrict(DbConnection connection, TimeSpan timeout)
    {
        if (connection is SqliteConnection)
            Execute(connection, "PRAGMA query_only = 1");
        else if (connection is NpgsqlConnection)
            Execute(connection, string.Create(CultureInfo.InvariantCulture, $"SET default_transaction_read_only = on; SET statement_timeout = {(long)timeout.TotalMilliseconds}"));
    }

    private static void Execute(DbConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static SourceException Unreachable(SqlQuery query, Exception fault)
    {
        // A connection string that cannot be parsed is quoted in part by some providers' messages.
        var why = fault is DbException ? query.Connection.Redact(fault.Message) : fault is ArgumentException or FormatException or KeyNotFoundException
            ? "its connection string is not one of this provider"
            : query.Connection.Redact(fault.Message);
        return new SourceException(DataFault.OfFile(
            "FED-DATA-DATABASE",
            $"the {Shown.Of(query.Provider)} database cannot be opened: {Shown.Of(why, 300)}",
            "check connection: (or the file that connection_file: names), that the database is up, and that this user may read it"));
    }
}
