using Microsoft.Data.Sqlite;

namespace Federated.Coordinator.Storage;

/// <summary>
/// The coordinator's SQLite file: write-ahead log, synchronous FULL, so that what was acknowledged is on disk.
/// The command line and the server open it side by side; that is how a pause or a new job takes effect at once.
/// </summary>
internal sealed class Database
{
    private readonly string _connectionString;

    public Database(string path)
    {
        _connectionString = new SqliteConnectionStringBuilder
        {
            DataSource = path,
            Mode = SqliteOpenMode.ReadWriteCreate,
            ForeignKeys = true,
            DefaultTimeout = 15,
        }.ToString();
        using var connection = Open();
        Migrations.Apply(connection);
    }

    public SqliteConnection Open()
    {
        var connection = new SqliteConnection(_connectionString);
        connection.Open();
        using var pragma = connection.CreateCommand();
        pragma.CommandText = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA busy_timeout = 15000;";
        pragma.ExecuteNonQuery();
        return connection;
    }

    public int Execute(string sql, params (string Name, object? Value)[] arguments)
    {
        using var connection = Open();
        using var command = connection.Prepare(sql, arguments);
        return command.ExecuteNonQuery();
    }

    public List<T> Query<T>(string sql, Func<SqliteDataReader, T> map, params (string Name, object? Value)[] arguments)
    {
        using var connection = Open();
        using var command = connection.Prepare(sql, arguments);
        using var reader = command.ExecuteReader();
        var rows = new List<T>();
        while (reader.Read())
            rows.Add(map(reader));
        return rows;
    }

    /// <summary>Runs <paramref name="work"/> in one immediate transaction: all of it is durable, or none.</summary>
    public T InTransaction<T>(Func<SqliteConnection, T> work)
    {
        using var connection = Open();
        using var transaction = connection.BeginTransaction(deferred: false);
        var result = work(connection);
        transaction.Commit();
        return result;
    }
}
