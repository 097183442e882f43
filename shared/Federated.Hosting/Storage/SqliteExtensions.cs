using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Federated.Hosting.Storage;

/// <summary>Statements with named parameters, and columns by type. Instants are stored as ISO 8601 text in UTC.</summary>
public static class SqliteExtensions
{
    public static SqliteCommand Prepare(this SqliteConnection connection, string sql, params (string Name, object? Value)[] arguments)
    {
        var command = connection.CreateCommand();
#pragma warning disable CA2100 // Every statement is a constant of this project; values travel as parameters.
        command.CommandText = sql;
#pragma warning restore CA2100
        foreach (var (name, value) in arguments)
            command.Parameters.AddWithValue(name, value switch { null => DBNull.Value, DateTimeOffset instant => Text(instant), _ => value });
        return command;
    }

    /// <returns>The number of rows that changed.</returns>
    public static int Execute(this SqliteConnection connection, string sql, params (string Name, object? Value)[] arguments)
    {
        using var command = connection.Prepare(sql, arguments);
        return command.ExecuteNonQuery();
    }

    public static List<T> Query<T>(this SqliteConnection connection, string sql, Func<SqliteDataReader, T> map, params (string Name, object? Value)[] arguments)
    {
        using var command = connection.Prepare(sql, arguments);
        using var reader = command.ExecuteReader();
        var rows = new List<T>();
        while (reader.Read())
            rows.Add(map(reader));
        return rows;
    }

    public static byte[] Bytes(this SqliteDataReader reader, int column) => (byte[])reader[column];

    public static byte[]? BytesOrNull(this SqliteDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.Bytes(column);

    public static string? TextOrNull(this SqliteDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);

    public static DateTimeOffset Instant(this SqliteDataReader reader, int column) =>
        DateTimeOffset.Parse(reader.GetString(column), CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind);

    public static DateTimeOffset? InstantOrNull(this SqliteDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.Instant(column);

    private static string Text(DateTimeOffset instant) => instant.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);
}
