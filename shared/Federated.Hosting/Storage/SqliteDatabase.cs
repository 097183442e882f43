using System.Globalization;
using Federated.Hosting.CommandLine;
using Microsoft.Data.Sqlite;

namespace Federated.Hosting.Storage;

/// <summary>
/// One SQLite file with a write-ahead log and synchronous FULL, so that what was acknowledged is on disk. Its shape is a list of
/// numbered steps of which <c>PRAGMA user_version</c> says how many have been taken. Several processes may open it side by side:
/// that is how a command takes effect on a running server at its next call.
/// </summary>
public sealed class SqliteDatabase
{
    private readonly string _connectionString;

    /// <param name="path">The file; made when it does not exist.</param>
    /// <param name="steps">The shape's steps in order. A step that was ever released is never changed.</param>
    /// <exception cref="CommandException">The file was written by a newer program.</exception>
    public SqliteDatabase(string path, IReadOnlyList<string> steps)
    {
        _connectionString = new SqliteConnectionStringBuilder
        {
            DataSource = path,
            Mode = SqliteOpenMode.ReadWriteCreate,
            ForeignKeys = true,
            DefaultTimeout = 15,
        }.ToString();
        using var connection = Open();
        Migrate(connection, steps, path);
    }

    /// <summary>A connection of the pool. The caller disposes it.</summary>
    public SqliteConnection Open()
    {
        var connection = new SqliteConnection(_connectionString);
        connection.Open();
        connection.Execute("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;");
        return connection;
    }

    /// <returns>The number of rows that changed.</returns>
    public int Execute(string sql, params (string Name, object? Value)[] arguments)
    {
        using var connection = Open();
        return connection.Execute(sql, arguments);
    }

    public List<T> Query<T>(string sql, Func<SqliteDataReader, T> map, params (string Name, object? Value)[] arguments)
    {
        using var connection = Open();
        return connection.Query(sql, map, arguments);
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

    private static void Migrate(SqliteConnection connection, IReadOnlyList<string> steps, string path)
    {
        using var transaction = connection.BeginTransaction(deferred: false);
        using var version = connection.Prepare("PRAGMA user_version");
        var taken = Convert.ToInt32(version.ExecuteScalar(), CultureInfo.InvariantCulture);
        if (taken > steps.Count)
        {
            throw new CommandException(
                "FED-DATABASE-NEWER", $"{path} has shape {taken}; this program knows shapes up to {steps.Count}", "use the newer program that wrote it", ExitCode.Failed);
        }

        for (var step = taken; step < steps.Count; step++)
            connection.Execute(steps[step]);
        connection.Execute(string.Create(CultureInfo.InvariantCulture, $"PRAGMA user_version = {steps.Count}"));
        transaction.Commit();
    }
}
