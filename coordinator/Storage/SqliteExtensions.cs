using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Federated.Coordinator.Storage;

internal static class SqliteExtensions
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

    public static void Execute(this SqliteConnection connection, string sql, params (string Name, object? Value)[] arguments)
    {
        using var command = connection.Prepare(sql, arguments);
        command.ExecuteNonQuery();
    }

    public static DateTimeOffset Instant(this SqliteDataReader reader, int column) =>
        DateTimeOffset.Parse(reader.GetString(column), CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind);

    public static DateTimeOffset? InstantOrNull(this SqliteDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.Instant(column);

    public static byte[]? BytesOrNull(this SqliteDataReader reader, int column) => reader.IsDBNull(column) ? null : (byte[])reader[column];

    public static string? TextOrNull(this SqliteDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);

    private static string Text(DateTimeOffset instant) => instant.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);
}
