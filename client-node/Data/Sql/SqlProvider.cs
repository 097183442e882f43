using System.Data.Common;
using Federated.Tasks.Documents;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Federated.ClientNode.Data.Sql;

/// <summary>Makes connections, not yet open, of the built-in providers and of drivers.</summary>
internal static class SqlProvider
{
    /// <param name="provider"><c>sqlite</c>, <c>postgres</c>, or the name of a driver.</param>
    /// <param name="connection">How the database is reached.</param>
    /// <param name="drivers">The folder of the drivers.</param>
    /// <param name="directory">Where a SQLite file without a full path lies.</param>
    /// <param name="mode">How a SQLite file is opened, whatever its connection string says.</param>
    /// <exception cref="SourceException">There is no such driver.</exception>
    public static DbConnection Connect(string provider, ConnectionText connection, string drivers, string directory, SqliteOpenMode mode)
    {
        switch (provider)
        {
            case SqlDatabase.Sqlite:
                return new SqliteConnection(SqliteText(connection.Reveal(), directory, mode));
            case SqlDatabase.Postgres:
                var settings = new NpgsqlConnectionStringBuilder(connection.Reveal())
                {
                    Pooling = false,
                    ApplicationName = "fed-node",
                    IncludeErrorDetail = false,
                    CommandTimeout = 0,
                };
                return new NpgsqlConnection(settings.ConnectionString);
            default:
                var driven = DriverFolder.Find(provider, drivers).CreateConnection()
                    ?? throw new SourceException(DataFault.OfFile("FED-DATA-DRIVER", $"the driver {Shown.Of(provider)} makes no connections", "use the provider's complete ADO.NET driver"));
                driven.ConnectionString = connection.Reveal();
                return driven;
        }
    }

    private static string SqliteText(string text, string directory, SqliteOpenMode mode)
    {
        var settings = text.Contains('=') ? new SqliteConnectionStringBuilder(text) : new SqliteConnectionStringBuilder { DataSource = text };
        settings.DataSource = Path.GetFullPath(settings.DataSource, directory);
        settings.Mode = mode;
        settings.Pooling = false;
        return settings.ConnectionString;
    }
}
