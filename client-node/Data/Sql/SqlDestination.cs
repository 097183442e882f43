using System.Data.Common;
using System.Globalization;
using Federated.Hosting.CommandLine;
using Federated.Tasks.Documents;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Federated.ClientNode.Data.Sql;

/// <summary>
/// A database that results are written to: the one way in that may write. It is opened when a person asks for a table of results, by nothing else, and it writes that one
/// table; whatever reads rows goes through <see cref="SqlDatabase"/>, which cannot write.
/// </summary>
/// <param name="Provider"><c>sqlite</c>, <c>postgres</c>, or the name of a driver in <see cref="DriverFolder"/>.</param>
/// <param name="Connection">How the database is reached.</param>
/// <param name="Timeout">How long the database may take over one statement.</param>
/// <param name="Directory">Where a SQLite file without a full path lies, and the folder <c>drivers</c>.</param>
internal sealed record SqlDestination(string Provider, ConnectionText Connection, TimeSpan Timeout, string Directory)
{
    private const string CodePrefix = "FED-DATA";
    private const int LongestTimeout = 86_400;
    private const int StandardTimeout = 600;

    /// <summary>The database that a mapping reads.</summary>
    /// <exception cref="CommandException">It reads a file or a program's output.</exception>
    public static SqlDestination Of(DataMapping mapping) => mapping.Source is SqlRowSource source
        ? new SqlDestination(source.Query.Provider, source.Query.Connection, source.Query.Timeout, source.Directory)
        : throw new CommandException(
            "FED-SCORE-DATABASE", $"the source of {mapping.DocumentName} is no database, so there is none to write a table to",
            "name one with --database FILE, a file with 'provider: sqlite' (or postgres) and 'connection_file: …'; or write a CSV file with --out");

    /// <summary>Reads <c>provider</c>, <c>connection</c> or <c>connection_file</c>, and <c>timeout_seconds</c>, as a mapping's <c>source:</c> has them.</summary>
    /// <exception cref="DocumentException">The file cannot be read, or with every fault in it.</exception>
    public static SqlDestination Load(string path)
    {
        string name = Path.GetFileName(path), directory = Path.GetDirectoryName(Path.GetFullPath(path))!;
        DocumentSection section;
        try
        {
            using var stream = File.OpenRead(path);
            section = DocumentSection.Read(DocumentText.Read(stream, name, CodePrefix), name, CodePrefix);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new DocumentException(name, [new DocumentFault("FED-DATA-FILE", default, $"the file of the database cannot be read: {FileWords.Of(fault)}", $"write {path} with 'provider: postgres' and 'connection_file: database.txt'")]);
        }

        var provider = section.RequiredText("provider");
        var connection = section.OptionalText("connection", maximumLength: 10_000);
        var file = section.OptionalText("connection_file", maximumLength: 1000);
        if (section.Has("connection") == section.Has("connection_file"))
            section.Fault(null, "MISSING", "one of connection: and connection_file: must be written", "write the connection string into a file of its own, readable by this user only, and name it: connection_file: database.txt");
        var timeout = TimeSpan.FromSeconds(section.WholeNumber("timeout_seconds", 1, LongestTimeout, StandardTimeout));
        section.Close();
        section.ThrowIfFaulty();
        return new SqlDestination(provider, file is null ? ConnectionText.Of(connection!) : ConnectionText.OfFile(Path.GetFullPath(file, directory)), timeout, directory);
    }

    /// <summary>An open connection that may write; a SQLite file that is not there is made.</summary>
    /// <exception cref="CommandException">There is no such driver, or the database cannot be reached.</exception>
    public DbConnection Open()
    {
        DbConnection? connection = null;
        try
        {
            connection = SqlProvider.Connect(Provider, Connection, Path.Combine(Directory, "drivers"), Directory, SqliteOpenMode.ReadWriteCreate);
            connection.Open();
            if (connection is NpgsqlConnection)
                Execute(connection, string.Create(CultureInfo.InvariantCulture, $"SET statement_timeout = {(long)Timeout.TotalMilliseconds}"));
            return connection;
        }
        catch (Exception fault) when (IsOfDatabase(fault))
        {
            connection?.Dispose();
            throw Failure($"the {Shown.Of(Provider)} database cannot be opened to write", fault, "check the connection, that the database is up, and that this user may write to it");
        }
        catch (SourceException fault)
        {
            connection?.Dispose();
            throw new CommandException(fault.Fault.Code, fault.Fault.What, fault.Fault.Mend);
        }
    }

    /// <summary>What a provider's failure is for a person: nothing of the connection string but host and database.</summary>
    public CommandException Failure(string what, Exception fault, string mend)
    {
        // A connection string that cannot be parsed is quoted in part by some providers' messages.
        var why = fault is ArgumentException or FormatException or KeyNotFoundException ? "a value that is not one of this provider" : Connection.Redact(fault.Message);
        return new CommandException("FED-SCORE-DATABASE", $"{what}: {Shown.Of(why, 300)}", mend, ExitCode.Failed);
    }

    /// <summary>Whether a failure is one that databases and their providers have.</summary>
    public static bool IsOfDatabase(Exception fault) =>
        fault is DbException or ArgumentException or InvalidOperationException or InvalidCastException or FormatException or IOException or TimeoutException or KeyNotFoundException or OverflowException or NotSupportedException;

    private static void Execute(DbConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
