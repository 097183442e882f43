using System.Data.Common;

namespace Federated.ClientNode.Data.Sql;

/// <summary>How a database is reached. It may hold a password, so it cannot be printed.</summary>
internal sealed class ConnectionText
{
    private static readonly string[] Harmless = ["host", "server", "port", "database", "data source", "datasource", "filename", "mode", "initial catalog", "ssl mode", "sslmode", "timeout"];

    private readonly string? _text;
    private readonly string? _path;

    private ConnectionText(string? text, string? path)
    {
        _text = text;
        _path = path;
    }

    /// <summary>A connection string of the provider.</summary>
    public static ConnectionText Of(string text) => new(text, null);

    /// <summary>A file that holds nothing but the connection string; it is read whenever a connection is opened, so that a password can be changed.</summary>
    public static ConnectionText OfFile(string path) => new(null, path);

    /// <summary>The connection string itself, to be handed to the provider and nobody else.</summary>
    /// <exception cref="SourceException">Its file cannot be read.</exception>
    public string Reveal()
    {
        if (_path is null)
            return _text!.Trim();
        try
        {
            return File.ReadAllText(_path).Trim();
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new SourceException(DataFault.OfFile("FED-DATA-FILE", $"the file of connection_file: cannot be read: {FileWords.Of(fault)}", "put the connection string into it, readable by this user only"));
        }
    }

    /// <summary>A provider's message without what the connection string holds, apart from the names of the host and the database.</summary>
    public string Redact(string message)
    {
        foreach (var secret in Secrets().Where(secret => secret.Length > 0).OrderByDescending(secret => secret.Length))
            message = message.Replace(secret, "•••", StringComparison.OrdinalIgnoreCase);
        return message;
    }

    public override string ToString() => "a connection (not shown)";

    private IEnumerable<string> Secrets()
    {
        var text = Reveal();
        yield return text;
        DbConnectionStringBuilder parts;
        try
        {
            parts = new DbConnectionStringBuilder { ConnectionString = text };
        }
        catch (ArgumentException)
        {
            yield break;
        }
        foreach (string key in parts.Keys)
        {
            if (!Harmless.Contains(key, StringComparer.OrdinalIgnoreCase))
                yield return parts[key].ToString() ?? "";
        }
    }
}
