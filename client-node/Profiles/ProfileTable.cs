using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Federated.ClientNode.Profiles;

/// <summary>
/// Parts joined by customer id, in a temporary database on disk, so that memory does not depend on the number of customers. A customer is in the table when any
/// part knows the id; the order is that of the parts, and in them of their rows. The database is deleted with this object.
/// </summary>
internal sealed class ProfileTable : IDisposable
{
    private readonly string _path;
    private readonly SqliteConnection _connection;
    private readonly List<(ProfileColumn Column, int Part, int Place)> _columns = [];
    private int _parts;

    /// <param name="path">The database file, which must not exist.</param>
    public ProfileTable(string path)
    {
        _path = path;
        _connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
        _connection.Open();
        Execute("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; CREATE TABLE customers (place INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE)");
    }

    /// <summary>The columns, kind by kind, in the order of the parts.</summary>
    public IReadOnlyList<ProfileColumn> Columns => [.. Ordered().Select(each => each.Column)];

    /// <summary>Adds a part; its rows are read to their end.</summary>
    /// <returns>Customers in it.</returns>
    public long Add(ProfilePart part)
    {
        var number = _parts++;
        Execute(Text($"CREATE TABLE part_{number} (id TEXT PRIMARY KEY{string.Concat(part.Columns.Select((_, place) => $", c{place} TEXT"))}) WITHOUT ROWID"));
        for (var place = 0; place < part.Columns.Count; place++)
            _columns.Add((part.Columns[place], number, place));
        using var transaction = _connection.BeginTransaction();
        using var customer = Prepare("INSERT OR IGNORE INTO customers (id) VALUES ($id)", ["$id"]);
        string[] names = ["$id", .. part.Columns.Select((_, place) => Text($"$c{place}"))];
        using var row = Prepare(Text($"INSERT OR REPLACE INTO part_{number} VALUES ({string.Join(", ", names)})"), names);
        foreach (var (id, cells) in part.Rows)
        {
            customer.Parameters[0].Value = row.Parameters[0].Value = id;
            customer.ExecuteNonQuery();
            for (var place = 0; place < cells.Length; place++)
                row.Parameters[place + 1].Value = (object?)cells[place] ?? DBNull.Value;
            row.ExecuteNonQuery();
        }

        transaction.Commit();
        return Count(Text($"part_{number}"));
    }

    /// <summary>All customers: the id, and a cell for each of <see cref="Columns"/>.</summary>
    public IEnumerable<(string Id, string?[] Cells)> Rows()
    {
        var columns = Ordered();
        using var command = _connection.CreateCommand();
        command.CommandText = Text($"""
            SELECT customers.id{string.Concat(columns.Select(each => $", part_{each.Part}.c{each.Place}"))} FROM customers
            {string.Concat(Enumerable.Range(0, _parts).Select(part => $" LEFT JOIN part_{part} ON part_{part}.id = customers.id"))} ORDER BY customers.place
            """);
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            var cells = new string?[columns.Length];
            for (var place = 0; place < cells.Length; place++)
                cells[place] = reader.IsDBNull(place + 1) ? null : reader.GetString(place + 1);
            yield return (reader.GetString(0), cells);
        }
    }

    public void Dispose()
    {
        _connection.Dispose();
        File.Delete(_path);
    }

    private (ProfileColumn Column, int Part, int Place)[] Ordered() => [.. _columns.OrderBy(each => each.Column.Kind)];

    private long Count(string table)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = $"SELECT count(*) FROM {table}";
        return (long)command.ExecuteScalar()!;
    }

    private void Execute(string sql)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private SqliteCommand Prepare(string sql, IEnumerable<string> names)
    {
        var command = _connection.CreateCommand();
        command.CommandText = sql;
        foreach (var name in names)
            command.Parameters.Add(new SqliteParameter(name, SqliteType.Text));
        return command;
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
